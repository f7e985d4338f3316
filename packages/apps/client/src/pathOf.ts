import * as E from 'fp-ts/Either';

import type { ClientError } from './clientError';

/** Names that `fetch` takes for steps in a path, even percent-encoded. */
const STEPS: ReadonlySet<string> = new Set(['', '.', '..']);

const notSent = (reason: string): ClientError => ({ type: 'NotSent', reason });

/**
 * Writes the path of a call: parameters in braces become names, each percent-encoded once, and the
 * query gets whatever is not undefined.
 *
 * Gives `NotSent` for a name that no URL can hold: an empty one, `.`, `..`, half a surrogate pair.
 *
 * @example
 * pathOf('/api/orders/{orderId}/totals', { orderId: 'A/1 #2' }, { revision: 3 }) // => right('/api/orders/A%2F1%20%232/totals?revision=3')
 */
export const pathOf = (
  path: string,
  names: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | number | bigint | undefined>> = {},
): E.Either<ClientError, string> => {
  const step = Object.values(names).find((name) => STEPS.has(name));
  if (step !== undefined) return E.left(notSent(`"${step}" cannot be a part of a path`));
  return E.tryCatch(
    () => {
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(names[name] ?? ''),
      );
      const asked = Object.entries(query).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}=${encodeURIComponent(value.toString())}`],
      );
      return [filled, ...(asked.length === 0 ? [] : [asked.join('&')])].join('?');
    },
    () => notSent('half of a surrogate pair cannot stand in a URL'),
  );
};

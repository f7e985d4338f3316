/** A place in a document where two of them differ, with both values as JSON text. */
export interface Difference {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

const textOf = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Lists where two JSON documents differ, by their leaves. */
export const differences = (
  expected: unknown,
  found: unknown,
  path = '',
): ReadonlyArray<Difference> => {
  if (!isObject(expected) || !isObject(found) || Array.isArray(expected) !== Array.isArray(found))
    return Object.is(expected, found)
      ? []
      : [{ path, expected: textOf(expected), found: textOf(found) }];
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return Array.from(keys).flatMap((key) =>
    differences(expected[key], found[key], path === '' ? key : `${path}.${key}`),
  );
};

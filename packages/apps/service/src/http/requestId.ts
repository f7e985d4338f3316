import type { IncomingMessage } from 'node:http';

/** The header that carries the id of a request, in both directions. */
export const REQUEST_ID_HEADER = 'X-Request-Id';

/** The id that a client gave its request; undefined when it gave none that can be used. */
export const requestIdOf = ({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined => {
  const given = headers[REQUEST_ID_HEADER.toLowerCase()];
  return typeof given === 'string' && /^[\w.:/+=-]{1,128}$/.test(given) ? given : undefined;
};

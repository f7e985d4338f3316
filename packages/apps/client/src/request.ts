import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import type { ClientError } from './clientError';
import { reasonOf, type Connection } from './connection';

/** What is asked of the service. */
export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** With names and query percent-encoded; or why there is none. */
  readonly path: E.Either<ClientError, string>;
  readonly document?: object;
  readonly accept: string;
}

/** A request that `fetch` can send, any number of times. */
export interface Request {
  readonly url: string;
  readonly init: RequestInit;
}

const notSent = (reason: string): ClientError => ({ type: 'NotSent', reason });

const textOf = (document: object | undefined): E.Either<ClientError, string | undefined> =>
  E.tryCatch(
    () => (document === undefined ? undefined : JSON.stringify(document)),
    (thrown) => notSent(`the document cannot be written as JSON: ${reasonOf(thrown)}`),
  );

/** Lets `fetch` find what is wrong with the address or the key before anything is sent. */
const checked = (request: Request): E.Either<ClientError, Request> =>
  E.tryCatch(
    () => {
      new globalThis.Request(request.url, request.init);
      return request;
    },
    (thrown) => notSent(reasonOf(thrown)),
  );

/**
 * Writes a request once, so that every try sends the same bytes.
 *
 * Gives `NotSent` for what no request can say. A redirect is not followed: it would carry the key to
 * another address, and turn a write into a read.
 */
export const requestOf = (
  { url, headers }: Connection,
  { method, path, document, accept }: Asked,
): E.Either<ClientError, Request> =>
  pipe(
    E.Do,
    E.bind('path', () => path),
    E.bind('body', () => textOf(document)),
    E.flatMap((written) =>
      checked({
        url: `${url}${written.path}`,
        init: {
          method,
          headers: {
            ...headers,
            Accept: accept,
            ...(written.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          },
          redirect: 'manual',
          cache: 'no-store',
          ...(written.body === undefined ? {} : { body: written.body }),
        },
      }),
    ),
  );

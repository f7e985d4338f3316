import * as E from 'fp-ts/Either';

import { reasonOf, type Connection } from './connection';
import type { Bytes } from './frames';
import { invalid, lost, replyIn, setbackIn, type Setback } from './judge';
import { pathOf } from './pathOf';
import type { Position } from './position';
import { requestOf, type Request } from './request';

/** Which part of all totals a stream is to tell. */
export interface Part {
  readonly after: Position | undefined;
  readonly order: string | undefined;
}

const EVENT_STREAM = 'text/event-stream';

/** A subscription lasts: what is wrong with the service today need not be wrong tomorrow. */
const passing = (setback: Setback, status: number): Setback => ({
  ...setback,
  mayTryAgain: setback.mayTryAgain || status >= 500,
});

const bytesIn = async (response: Response): Promise<E.Either<Setback, Bytes>> => {
  const { status, headers, body } = response;
  if (status !== 200) return E.left(passing(setbackIn(await replyIn(response), false), status));
  return body !== null && headers.get('Content-Type')?.startsWith(EVENT_STREAM) === true
    ? E.right(body.getReader())
    : E.left(invalid(status, ['answer is no stream of events']));
};

const open = async (
  { fetch, retry: { timeoutMs } }: Connection,
  { url, init }: Request,
  closing: AbortController,
): Promise<E.Either<Setback, Bytes>> => {
  const timer = setTimeout(() => {
    closing.abort(new Error(`no answer within ${timeoutMs} ms`));
  }, timeoutMs);
  try {
    return await bytesIn(await fetch(url, { ...init, signal: closing.signal }));
  } catch (thrown) {
    return E.left(lost(false, reasonOf(thrown)));
  } finally {
    clearTimeout(timer);
  }
};

/** Opens the stream of totals, until `closing` is aborted. Gives why there is none. */
export const openStream = async (
  connection: Connection,
  { after, order }: Part,
  closing: AbortController,
): Promise<E.Either<Setback, Bytes>> => {
  const request = requestOf(connection, {
    method: 'GET',
    path: pathOf('/api/subscriptions/totals', {}, { after, order }),
    accept: `${EVENT_STREAM}, application/problem+json`,
  });
  return E.isLeft(request)
    ? E.left({ error: request.left, mayTryAgain: false })
    : open(connection, request.right, closing);
};

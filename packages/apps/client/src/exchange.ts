import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import type { ClientError } from './clientError';
import { reasonOf, waitMsAfter, type Connection } from './connection';
import { judge, lost, replyIn, type Expected, type Setback } from './judge';
import { requestOf, type Asked, type Request } from './request';
import { withDeadline } from './withDeadline';

/** A call of the service. */
export interface Call<A> extends Omit<Asked, 'accept'>, Expected<A> {
  readonly signal?: AbortSignal | undefined;
}

/** An answer that was read, and the headers it came with. */
export interface Answer<A> {
  readonly value: A;
  readonly header: (name: string) => string | null;
}

const JSON_OR_PROBLEM = 'application/json, application/problem+json';
const TEXT_OR_PROBLEM = 'text/plain, application/problem+json';

/** Tries once. */
const attempt =
  ({ fetch, retry }: Connection, { url, init }: Request) =>
  async <A>(call: Call<A>): Promise<E.Either<Setback, Answer<A>>> => {
    try {
      const reply = await withDeadline(retry.timeoutMs, call.signal, async (signal) =>
        replyIn(await fetch(url, { ...init, signal })),
      );
      return pipe(
        judge(reply, call),
        E.map((value) => ({ value, header: reply.header })),
      );
    } catch (thrown) {
      return E.left(lost(call.writes, reasonOf(thrown)));
    }
  };

/** The statuses of refusals that come from looking at the order, and so at what earlier tries wrote. */
const VERDICTS: ReadonlySet<number> = new Set([404, 409, 422]);

/**
 * What a call failed with after its last try. Once the answer to an earlier try was lost, only a success
 * or a refusal by the order itself tells what became of it; that the key is refused now, say, does not.
 */
const concluded = (last: ClientError, lostBefore: ClientError | undefined): ClientError => {
  const isVerdict =
    last.type === 'Refused' && VERDICTS.has(last.status) && last.code !== 'Conflict';
  return isVerdict ? last : (lostBefore ?? last);
};

const aborted: ClientError = { type: 'NotSent', reason: 'the call was aborted' };

/**
 * Calls the service until it says something final: after a loss, when it is away or busy, and when
 * other writers came first, the very same bytes are sent again, a bounded number of times.
 */
export const exchange =
  (connection: Connection) =>
  async <A>(call: Call<A>): Promise<E.Either<ClientError, Answer<A>>> => {
    const { sleep, retry } = connection;
    const { signal } = call;
    const isAborted = () => signal?.aborted === true;
    const request = requestOf(connection, {
      ...call,
      accept: call.asText === true ? TEXT_OR_PROBLEM : JSON_OR_PROBLEM,
    });
    if (E.isLeft(request)) return request;
    if (isAborted()) return E.left(aborted);

    const tryOnce = attempt(connection, request.right);
    let lostBefore: ClientError | undefined;
    for (let tried = 1; ; tried += 1) {
      const answered = await tryOnce(call);
      if (E.isRight(answered)) return answered;
      const { error, mayTryAgain, retryAfterMs } = answered.left;
      const waitMs = waitMsAfter(tried, connection, retryAfterMs);
      const goesOn = mayTryAgain && tried < retry.attempts && waitMs <= retry.maxMs;
      if (goesOn) await sleep(waitMs, signal);
      if (!goesOn || isAborted()) return E.left(concluded(error, lostBefore));
      if (error.type === 'OutcomeUnknown') lostBefore = error;
    }
  };

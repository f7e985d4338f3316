import * as E from 'fp-ts/Either';

import { reasonOf, waitMsAfter, type Connection } from './connection';
import { framesOf } from './frames';
import { invalid, lost, type Setback } from './judge';
import { openStream } from './openStream';
import type { Position } from './position';
import { toldBy, type ToldMessage, type TotalsMessage } from './totalsMessage';

/** What to subscribe to. */
export interface SubscribeOptions {
  /** The position that was handled last: only what came after it is told. All, without it. */
  readonly after?: Position | undefined;
  /** Only the order with this id. */
  readonly order?: string | undefined;
  /** Ends the subscription. */
  readonly signal?: AbortSignal | undefined;
  /** How long the service may give no sign of life: three of its heartbeats unless told otherwise. */
  readonly silenceMs?: number | undefined;
}

const SILENCE_MS = 45_000;

/** How far a subscription has come. */
interface Progress {
  /** The position of the last message that was handled: whoever asks for the next handled the last. */
  handled: Position | undefined;
  /** Connections that were lost in a row, without a message in between. */
  failures: number;
  /** The longest wait before the second try: as the service last asked, or as the client was told. */
  baseMs: number;
}

const isHandled = (message: ToldMessage, { handled }: Progress): boolean =>
  message.type !== 'caught-up' && handled !== undefined && message.position <= handled;

const advance = (progress: Progress, { position }: ToldMessage): void => {
  const { handled } = progress;
  progress.failures = 0;
  if (position !== undefined && (handled === undefined || position > handled))
    progress.handled = position;
};

/** Tells what one connection says, and gives how it ended. */
async function* oneConnection(
  connection: Connection,
  { order, signal, silenceMs = SILENCE_MS }: SubscribeOptions,
  progress: Progress,
): AsyncGenerator<TotalsMessage, Setback> {
  const closing = new AbortController();
  const close = () => {
    closing.abort(new Error('the subscription was ended'));
  };
  signal?.addEventListener('abort', close);
  try {
    const opened = await openStream(connection, { after: progress.handled, order }, closing);
    if (E.isLeft(opened)) return opened.left;
    const onRetry = (ms: number) => {
      progress.baseMs = ms;
    };
    for await (const frame of framesOf(opened.right, { silenceMs, onRetry })) {
      const told = toldBy(frame);
      if (E.isLeft(told)) return invalid(200, told.left);
      const message = told.right;
      if (message === undefined || isHandled(message, progress)) continue;
      yield message;
      advance(progress, message);
    }
    return lost(false, 'the service ended the stream');
  } catch (thrown) {
    return lost(false, reasonOf(thrown));
  } finally {
    signal?.removeEventListener('abort', close);
    close();
  }
}

/**
 * Follows the totals of all orders, or of one. Asking for the next message says that the last one was
 * handled; whenever the connection is lost, it resumes after the last message that was handled.
 */
export async function* totalsSubscription(
  connection: Connection,
  options: SubscribeOptions,
): AsyncGenerator<TotalsMessage, undefined> {
  const { signal, after } = options;
  const { retry, random, sleep } = connection;
  const progress: Progress = { handled: after, failures: 0, baseMs: retry.baseMs };
  const isEnded = () => signal?.aborted === true;
  while (!isEnded()) {
    const { error, mayTryAgain, retryAfterMs } = yield* oneConnection(
      connection,
      options,
      progress,
    );
    if (isEnded()) return undefined;
    if (!mayTryAgain) {
      yield { type: 'failed', error };
      return undefined;
    }
    progress.failures += 1;
    const { failures, baseMs } = progress;
    const waiting = { random, retry: { ...retry, baseMs } };
    const waitMs = Math.min(retry.maxMs, waitMsAfter(failures, waiting, retryAfterMs));
    yield { type: 'away', error, failures, waitMs };
    await sleep(waitMs, signal);
  }
  return undefined;
}

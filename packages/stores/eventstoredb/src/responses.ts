import type { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { StoreReadError } from '@facture/contract';

import type { ReadCall } from './calls';
import { toReadError } from './failure';

/** What ends a reading from outside. */
export interface Endings {
  /** Aborted when the store closes: the reading fails. */
  readonly closing: AbortSignal;
  /** Aborted by whoever reads: the reading ends. */
  readonly signal?: AbortSignal | undefined;
}

/** A message of the server, and whether more have arrived that were not handed out yet. */
export interface Response {
  readonly message: ReadResp;
  readonly isDrained: () => boolean;
}

const CLOSED = () => new StoreReadError('Unavailable', 'the store is closed');

/** Waits for a call to be open. One that opens when nobody waits any more is cancelled. */
const opened = (
  opening: Promise<ReadCall>,
  signals: ReadonlyArray<AbortSignal>,
): Promise<ReadCall | undefined> =>
  new Promise((resolve, reject) => {
    let isOver = false;
    const settle = (go: () => void) => {
      if (isOver) return;
      isOver = true;
      for (const signal of signals) signal.removeEventListener('abort', stop);
      go();
    };
    const stop = () => {
      settle(() => resolve(undefined));
    };
    for (const signal of signals) signal.addEventListener('abort', stop);
    if (signals.some(({ aborted }) => aborted)) stop();
    opening.then(
      (call) => {
        if (isOver) call.cancel();
        else settle(() => resolve(call));
      },
      (thrown: unknown) => settle(() => reject(toReadError(thrown))),
    );
  });

/**
 * Hands out what the server answers, message by message, and no faster than it is taken. The call is
 * cancelled however the loop ends.
 *
 * Throws `StoreReadError`, also when the store closes.
 */
export const responses = async function* (
  open: () => Promise<ReadCall>,
  { closing, signal }: Endings,
): AsyncGenerator<Response, undefined> {
  const signals = signal === undefined ? [closing] : [closing, signal];
  const isLeft = () => signal?.aborted === true;
  const assertOpen = () => {
    if (closing.aborted) throw CLOSED();
  };
  assertOpen();
  if (isLeft()) return undefined;
  const call = await opened(open(), signals);
  const stop = () => call?.cancel();
  for (const each of signals) each.addEventListener('abort', stop);
  try {
    assertOpen();
    if (call === undefined) return undefined;
    for await (const message of call) {
      assertOpen();
      if (isLeft()) return undefined;
      yield { message, isDrained: call.isDrained };
      assertOpen();
    }
    assertOpen();
    return undefined;
  } catch (thrown) {
    assertOpen();
    if (isLeft()) return undefined;
    throw toReadError(thrown);
  } finally {
    for (const each of signals) each.removeEventListener('abort', stop);
    stop();
  }
};

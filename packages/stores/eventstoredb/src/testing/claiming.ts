import type { EventToAppend, StreamName } from '@facture/contract';

import type { ClaimContext } from '../claims';
import { claimStream } from '../claimStream';
import type { Failure } from '../failure';
import type { Streams, WriteAnswer } from '../streams';
import { emptyServer, eventsIn, modelStreams } from './modelStreams';

/** What becomes of one write: somebody comes before, it is done or not, and something is answered. */
export interface Turn {
  readonly before?: () => Promise<unknown>;
  readonly isDone: boolean;
  readonly answer: WriteAnswer | 'its own';
}

/** The answer to a write is lost: it is tried again. */
export const LOST: Failure = { type: 'Lost', reason: 'the connection broke' };

const MOST_STEPS = 200;

/** The key that is claimed, and the stream of its claim in the space of the store. */
export const KEY = 'seller/1';
export const STREAM: StreamName = `shop.${claimStream(KEY)}`;

/** A server in memory with the first writes to it going as told, and what claims are played on. */
export const claimingOn = (turns: ReadonlyArray<Turn> = [], change: Partial<Streams> = {}) => {
  const server = emptyServer();
  let steps = 0;
  const pass = () =>
    (steps += 1) > MOST_STEPS ? Promise.reject(new Error('without end')) : Promise.resolve();
  const streams = modelStreams(server, { pass, fate: () => 'arrives' });
  const left = [...turns];
  const closing = new AbortController();
  let ids = 0;
  const contextOn = (own: Streams): ClaimContext => ({
    streams: own,
    space: 'shop.',
    newId: () => `id ${(ids += 1).toString()}`,
    trying: {
      retry: { attempts: 3, baseMs: 0, maxMs: 0 },
      sleep: () => Promise.resolve(),
      random: () => 0,
      closing: closing.signal,
    },
  });
  const told: Streams = {
    ...streams,
    writing: (stream, expected, events) => async () => {
      const { before, isDone, answer }: Turn = left.shift() ?? { isDone: true, answer: 'its own' };
      await before?.();
      const own = isDone ? await streams.writing(stream, expected, events)() : LOST;
      return answer === 'its own' ? own : answer;
    },
    ...change,
  };
  return {
    context: contextOn(told),
    /** Another process, whose writes all arrive. */
    another: contextOn(streams),
    close: () => {
      closing.abort();
    },
    written: () => eventsIn(server, STREAM).map(({ id, type }) => `${id} ${type}`),
    events: () => eventsIn(server, STREAM),
    put: (event: EventToAppend) =>
      streams.writing(STREAM, eventsIn(server, STREAM).at(-1)?.revision ?? 'no-stream', [event])(),
  };
};

import {
  type AppendOutcome,
  type EventStore,
  type Patience,
  type Position,
  type RetryPolicy,
} from '@facture/contract';

import { appendEvents, type AppendContext } from './appendEvents';
import { refusalOf, type AppendRequest } from './appendLimits';
import type { Calls } from './calls';
import { claimsApart } from './claimsApart';
import { claimStream, heldIn } from './claimStream';
import type { WatchMessage, WatchOptions } from './findings';
import { rememberIds } from './knownIds';
import { later } from './position';
import { patiently } from './patiently';
import { headOf, readAll, readKept, readStream } from './readings';
import { serverStreams } from './serverStreams';
import { claimFilter, streamFilter } from './streamFilter';
import { subscribe } from './subscription';
import { watch } from './watch';

/** What a store works with besides its connection. */
export interface StoreSettings extends Patience {
  /** What the names of all streams of the store start with on the server. */
  readonly space: string;
  readonly retry: RetryPolicy;
  readonly timeoutMs: number;
  readonly maxAppendBytes: number;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** An event store in a server or cluster, where more can be done to a history than appending. */
export interface EventStoreDb extends EventStore {
  /**
   * Watches what is done to the streams of the store besides appending, from a position on and live.
   * Only who may read the metadata of streams is told of it.
   */
  readonly watch: (options?: WatchOptions) => AsyncIterable<WatchMessage>;
}

// Some tens of bytes each.
const KNOWN_IDS = 100_000;

const CLOSED: AppendOutcome = { type: 'Unavailable', reason: 'the store is closed' };

/** Lets appends go one after the other that share an event id: the later one meets the earlier. */
const oneAtATime = (append: (request: AppendRequest) => Promise<AppendOutcome>): typeof append => {
  const running = new Map<string, Promise<unknown>>();
  return async (request) => {
    const { events } = request;
    for (;;) {
      const before = events.flatMap(({ id }) => running.get(id) ?? []);
      if (before.length === 0) break;
      await Promise.all(before);
    }
    const done = append(request);
    for (const { id } of events) running.set(id, done);
    try {
      return await done;
    } finally {
      for (const { id } of events) running.delete(id);
    }
  };
};

/** Makes a store of a connection, which it closes in the end. */
export const eventStoreDb = (calls: Calls, settings: StoreSettings): EventStoreDb => {
  const { space, timeoutMs, maxAppendBytes, newId, now, retry, sleep, random } = settings;
  const stop = new AbortController();
  const closing = stop.signal;
  const ids = rememberIds(KNOWN_IDS);
  const trying = { retry, sleep, random, closing };
  const streams = serverStreams(calls, trying, timeoutMs);
  let furthest: Position | undefined;
  const seen = {
    position: () => furthest,
    note: (position: Position | undefined) => {
      furthest = later(furthest, position);
    },
  };
  const appending: AppendContext = { streams, trying, space, newId, now, ids, seen };
  const reading = { calls, space, closing, ids, timeoutMs, trying };
  const append = oneAtATime((request) => appendEvents(appending, request));
  const begun = new Set<Promise<unknown>>();

  return {
    append:
      (stream, expected, events, { claims = [] } = {}) =>
      async () => {
        if (closing.aborted) return CLOSED;
        const request = { stream, expected, events, claims };
        const reason = refusalOf(request, maxAppendBytes);
        if (reason !== undefined) return { type: 'Fatal', reason };
        const done = append(request);
        begun.add(done);
        try {
          return await done;
        } finally {
          begun.delete(done);
        }
      },
    read: readStream(reading),
    readAll: readAll(reading),
    subscribe: subscribe(reading),
    watch: watch(reading, streams),
    head: () => patiently(trying, () => headOf(reading, streamFilter(space, ''))),
    claimHolder: async (key) => heldIn(await streams.last(space + claimStream(key)))?.holder,
    claimsApart: claimsApart(() => readKept(reading, claimFilter(space)), appending),
    close: async () => {
      if (closing.aborted) return;
      stop.abort();
      await Promise.allSettled(begun);
      await calls.close();
    },
  };
};

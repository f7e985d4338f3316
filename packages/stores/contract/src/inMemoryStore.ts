import { firstRevision, isSameEvent, malformedAppend, revisionOf } from './appendRules';
import { createBell, type Bell } from './bell';
import {
  StoreReadError,
  type AppendOutcome,
  type ClaimKey,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type Position,
  type RecordedEvent,
  type StreamName,
  type SubscriptionMessage,
} from './eventStore';
import { noClaimsApart } from './noClaimsApart';

/** What an in-memory store keeps. Stores opened on the same memory share it, as processes would. */
export interface StoreMemory {
  /** The event at position n stands at index n − 1. */
  readonly events: Array<RecordedEvent>;
  readonly streams: Map<StreamName, Array<RecordedEvent>>;
  readonly byId: Map<string, RecordedEvent>;
  readonly claims: Map<ClaimKey, StreamName>;
  readonly changed: Bell;
}

/** Makes the memory of a store that holds nothing yet. */
export const emptyMemory = (): StoreMemory => ({
  events: [],
  streams: new Map(),
  byId: new Map(),
  claims: new Map(),
  changed: createBell(),
});

/** What an in-memory store needs: the time, and the memory to work on if not one of its own. */
export interface InMemoryStoreOptions {
  readonly now: () => Date;
  readonly memory?: StoreMemory;
}

/** Answers for a batch whose ids are known: a repeat, or a reuse. Undefined when all are new. */
const knownBatch = (
  { byId }: StoreMemory,
  inPlace: ReadonlyArray<RecordedEvent>,
  batch: ReadonlyArray<EventToAppend>,
): AppendOutcome | undefined => {
  const isRepeat = batch.every((event, index) => {
    const stored = inPlace[index];
    return stored !== undefined && isSameEvent(stored, event);
  });
  const last = inPlace.at(-1);
  if (isRepeat && last !== undefined)
    return { type: 'Appended', revision: last.revision, position: last.position };
  const seen = new Set<string>();
  const reused = batch.find(({ id }) => byId.has(id) || seen.size === seen.add(id).size);
  return reused === undefined ? undefined : { type: 'EventIdReused', id: reused.id };
};

const append = (
  memory: StoreMemory,
  recordedAt: () => string,
  stream: StreamName,
  expected: ExpectedRevision,
  batch: ReadonlyArray<EventToAppend>,
  claims: ReadonlyArray<ClaimKey>,
): AppendOutcome => {
  const reason = malformedAppend(stream, batch, claims);
  if (reason !== undefined) return { type: 'Fatal', reason };

  const own = memory.streams.get(stream) ?? [];
  const start = firstRevision(expected);
  const known = knownBatch(memory, own.slice(start, start + batch.length), batch);
  if (known !== undefined) return known;

  const actual = revisionOf(own.length);
  if (actual !== expected) return { type: 'RevisionConflict', actual };

  for (const key of claims) {
    const holder = memory.claims.get(key);
    if (holder !== undefined && holder !== stream) return { type: 'ClaimTaken', key, holder };
  }

  const at = recordedAt();
  for (const { id, type, schemaVersion, data, metadata } of batch) {
    const recorded: RecordedEvent = Object.freeze({
      id,
      type,
      schemaVersion,
      data,
      metadata,
      stream,
      revision: own.length,
      position: BigInt(memory.events.length + 1),
      recordedAt: at,
    });
    own.push(recorded);
    memory.events.push(recorded);
    memory.byId.set(id, recorded);
  }
  memory.streams.set(stream, own);
  for (const key of claims) memory.claims.set(key, stream);
  memory.changed.ring();
  return { type: 'Appended', revision: own.length - 1, position: BigInt(memory.events.length) };
};

/**
 * Opens an event store in memory: for tests, and as the plainest reading of the port. What is in the
 * memory outlives `close`, so that a store can be opened on it again.
 */
export const inMemoryStore = ({
  now,
  memory = emptyMemory(),
}: InMemoryStoreOptions): EventStore => {
  const { events, streams, claims, changed } = memory;
  let closed = false;

  const assertOpen = () => {
    if (closed) throw new StoreReadError('Unavailable', 'the store is closed');
  };
  async function* slice(
    from: ReadonlyArray<RecordedEvent>,
    start: number,
    end: number,
    prefix = '',
  ): AsyncGenerator<RecordedEvent, undefined> {
    assertOpen();
    for (let index = start; index < end; index++) {
      const event = from[index];
      if (event?.stream.startsWith(prefix) === true) yield await Promise.resolve(event);
      assertOpen();
    }
    return undefined;
  }

  async function* follow(
    after: Position,
    prefix: string | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<SubscriptionMessage, undefined> {
    const isStopped = () => signal?.aborted === true;
    let next = Number(after);
    let told: number | undefined;
    while (!isStopped()) {
      const end = events.length;
      for await (const event of slice(events, next, end, prefix)) {
        if (isStopped()) return;
        yield { type: 'event', event };
      }
      next = Math.max(next, end);
      if (told !== end) {
        told = end;
        yield { type: 'caught-up', position: events[end - 1]?.position };
      }
      assertOpen();
      if (events.length === end) await changed.heard(signal);
    }
    return undefined;
  }

  return {
    append:
      (stream, expected, batch, options = {}) =>
      () =>
        Promise.resolve(
          closed
            ? { type: 'Unavailable', reason: 'the store is closed' }
            : append(
                memory,
                () => now().toISOString(),
                stream,
                expected,
                batch,
                options.claims ?? [],
              ),
        ),
    read: (stream, { from = 0 } = {}) => {
      const own = streams.get(stream) ?? [];
      return slice(own, from, own.length);
    },
    readAll: ({ after = 0n, prefix } = {}) => slice(events, Number(after), events.length, prefix),
    subscribe: ({ after = 0n, prefix, signal } = {}) => follow(after, prefix, signal),
    head: async () => {
      assertOpen();
      return Promise.resolve(events.at(-1)?.position);
    },
    claimHolder: async (key) => {
      assertOpen();
      return Promise.resolve(claims.get(key));
    },
    claimsApart: noClaimsApart,
    close: () => {
      closed = true;
      changed.ring();
      return Promise.resolve();
    },
  };
};

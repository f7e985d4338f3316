import type { LogFile } from './logFile';
import { recentIds, type Place } from './recentIds';
import { deletedRevision, type Entry, type StoredEvent } from './storedEvent';

/** Every event in one order, and the same events by stream. */
export interface EventLog {
  readonly all: ReadonlyArray<StoredEvent>;
  /** The events of a stream without its tombstone: the one at index `n` has revision `n`. */
  readonly events: (stream: string) => ReadonlyArray<StoredEvent>;
  readonly isTombstoned: (stream: string) => boolean;
  /** Where an id was written lately, as far as the memory of this run goes. */
  readonly recall: (id: string) => Place | undefined;
  /** Writes all entries or none and returns them as stored. */
  readonly commit: (entries: ReadonlyArray<Entry>) => ReadonlyArray<StoredEvent>;
  /** Resolves when all that was written is on the disk, where there is one. */
  readonly durable: () => Promise<void>;
  /** Calls the listener after each commit until the returned function is called. */
  readonly onCommit: (listener: () => void) => () => void;
}

/** Positions are offsets into an imagined file, so that nobody relies on them being consecutive. */
const firstPosition = 1024n;
const sizeOf = ({ stream, event }: Entry): bigint =>
  BigInt(64 + stream.length + event.type.length + event.data.length + event.metadata.length);

export const openEventLog = (file: LogFile | undefined, rememberedIds: number): EventLog => {
  const all: StoredEvent[] = [];
  const streams = new Map<string, StoredEvent[]>();
  const tombstoned = new Set<string>();
  const recent = recentIds(rememberedIds);
  const listeners = new Set<() => void>();
  let position = firstPosition;

  const store = (entry: Entry): StoredEvent => {
    const events = streams.get(entry.stream) ?? [];
    const revision = entry.tombstone ? deletedRevision : BigInt(events.length);
    const stored = { ...entry, revision, position };
    position += sizeOf(entry);
    all.push(stored);
    if (entry.tombstone) tombstoned.add(entry.stream);
    else streams.set(entry.stream, events);
    if (!entry.tombstone) events.push(stored);
    return stored;
  };
  file?.kept.forEach((entries) => entries.forEach(store));

  return {
    all,
    events: (stream) => streams.get(stream) ?? [],
    isTombstoned: (stream) => tombstoned.has(stream),
    recall: recent.recall,
    commit: (entries) => {
      file?.keep(entries);
      const stored = entries.map(store);
      stored.forEach(({ event, stream, revision }) => {
        recent.remember(event.id, { stream, revision });
      });
      listeners.forEach((listener) => {
        listener();
      });
      return stored;
    },
    durable: () => file?.durable() ?? Promise.resolve(),
    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

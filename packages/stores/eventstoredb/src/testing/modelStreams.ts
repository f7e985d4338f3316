import {
  firstRevision,
  revisionOf,
  type EventToAppend,
  type ExpectedRevision,
  type RecordedEvent,
  type StreamName,
} from '@facture/contract';

import type { Streams, WriteAnswer } from '../streams';

/** What a server keeps, in memory. */
export interface ModelServer {
  readonly streams: Map<StreamName, Array<RecordedEvent>>;
  position: bigint;
  timeMs: number;
}

/** A server that holds nothing yet. */
export const emptyServer = (): ModelServer => ({
  streams: new Map(),
  position: 0n,
  timeMs: Date.UTC(2026, 0, 31, 12),
});

/** The events of a stream of the model. */
export const eventsIn = (
  { streams }: ModelServer,
  stream: StreamName,
): ReadonlyArray<RecordedEvent> => streams.get(stream) ?? [];

/** Appends as the server does: exact revisions, and repeats told by ids and places alone. */
const write = (
  server: ModelServer,
  stream: StreamName,
  expected: ExpectedRevision,
  events: ReadonlyArray<EventToAppend>,
): WriteAnswer => {
  const own = server.streams.get(stream) ?? [];
  const actual = revisionOf(own.length);
  const first = firstRevision(expected);
  if (actual !== expected) {
    const stored = own.slice(first, first + events.length);
    const isRepeat = events.every(({ id }, index) => stored[index]?.id === id);
    const last = stored.at(-1);
    return isRepeat && last !== undefined
      ? { type: 'Written', revision: last.revision, position: last.position }
      : { type: 'Conflict', actual };
  }
  for (const event of events)
    own.push({
      ...event,
      stream,
      revision: own.length,
      position: ++server.position,
      recordedAt: new Date(server.timeMs).toISOString(),
    });
  server.streams.set(stream, own);
  return { type: 'Written', revision: own.length - 1, position: server.position };
};

/** What becomes of a write on its way. */
export type Fate = 'arrives' | 'request is lost' | 'answer is lost';

/** What happens on the way of one writer: others have their turn, and the writer may crash. */
export interface Way {
  /** Passed before and after each call. It rejects where the writer crashes. */
  readonly pass: (what: string) => Promise<void>;
  readonly fate: () => Fate;
}

/** The streams of the model, as one writer gets at them. */
export const modelStreams = (server: ModelServer, { pass, fate }: Way): Streams => ({
  writing: (stream, expected, events) => async () => {
    await pass(`before writing to ${stream}`);
    const onTheWay = fate();
    if (onTheWay === 'request is lost') return { type: 'Lost', reason: onTheWay };
    const answer = write(server, stream, expected, events);
    await pass(`after writing to ${stream}`);
    return onTheWay === 'arrives' ? answer : { type: 'Lost', reason: onTheWay };
  },
  read: async (stream, from, count) => {
    await pass(`before reading ${stream}`);
    const events = eventsIn(server, stream).slice(from, from + count);
    await pass(`after reading ${stream}`);
    return events;
  },
  last: async (stream) => {
    await pass(`before reading the end of ${stream}`);
    const last = eventsIn(server, stream).at(-1);
    await pass(`after reading the end of ${stream}`);
    return last;
  },
});

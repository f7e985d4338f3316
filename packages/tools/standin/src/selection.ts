import type { EventLog } from './eventLog';
import type { ReadRequest, Start } from './readRequest';
import type { StoredEvent } from './storedEvent';
import { visibleIn } from './streamMetadata';

/** The index of the first event of the log at or behind a position. */
const indexAt = (all: ReadonlyArray<StoredEvent>, position: bigint): number => {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const event = all[middle];
    if (event !== undefined && event.position < position) low = middle + 1;
    else high = middle;
  }
  return low;
};

const forwardsFrom = (from: Start, length: number, index: (from: bigint) => number): number => {
  if (from === 'end') return length;
  return from === 'start' ? 0 : index(from);
};

/** The events of one stream or of `$all` that a subscription goes through, growing as they come. */
export const subscribed = (
  log: EventLog,
  { stream, from }: ReadRequest,
): { readonly events: ReadonlyArray<StoredEvent>; readonly first: number } => {
  const events = stream === undefined ? log.all : log.events(stream);
  // A subscription starts behind what it is given, where a read starts at it.
  const first = forwardsFrom(from, events.length, (at) =>
    stream === undefined ? indexAt(events, at + 1n) : Number(at) + 1,
  );
  return { events, first };
};

/** The events that a read finds, in the order in which it sends them. */
export function* selected(
  log: EventLog,
  { stream, from, backwards, filter }: ReadRequest,
  nowMs: number,
): Generator<StoredEvent> {
  const events = stream === undefined ? log.all : log.events(stream);
  const shown = stream === undefined ? () => true : visibleIn(log, stream, nowMs);
  const index = (at: bigint): number =>
    stream === undefined ? indexAt(events, at) : Number(at) + (backwards ? 1 : 0);
  const first = forwardsFrom(from, events.length, index);
  // Backwards the first event sent is the one before the place, in a stream the one at the revision.
  const start =
    backwards && from === 'start' && stream !== undefined ? 1 : Math.min(first, events.length);
  for (
    let at = backwards ? start - 1 : start, end = backwards ? -1 : events.length;
    at !== end;
    at += backwards ? -1 : 1
  ) {
    const event = events[at];
    if (event !== undefined && shown(event) && filter?.matches(event) !== false) yield event;
  }
}

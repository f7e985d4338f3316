import {
  StoreReadError,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '@facture/contract';

import type { Calls } from './calls';
import type { KnownIds } from './knownIds';
import { readAllRequest, readHeadRequest, readStreamRequest } from './requests';
import { responses, type Endings } from './responses';
import { fromWire } from './storedEvent';
import { streamFilter, type StreamFilter } from './streamFilter';

/** What readings are made on. */
export interface ReadingContext {
  readonly calls: Calls;
  /** What the names of all streams of the store start with on the server. */
  readonly space: string;
  readonly closing: AbortSignal;
  readonly ids: KnownIds;
  /** The longest time that a reading of one event may take. */
  readonly timeoutMs: number;
}

/** Gives an event the name that its stream has for the users of the store. */
export const inSpace = (space: string, event: RecordedEvent): RecordedEvent =>
  space === '' ? event : { ...event, stream: event.stream.slice(space.length) };

/** The position of the last event that a filter keeps. */
export const headOf = async (
  { calls, closing, timeoutMs }: ReadingContext,
  filter: StreamFilter,
  signal?: AbortSignal,
): Promise<Position | undefined> => {
  const open = () => calls.read(readHeadRequest(filter), { requiresLeader: false, timeoutMs });
  const endings: Endings = { closing, signal };
  for await (const { message } of responses(open, endings)) {
    const wire = message.getEvent()?.getEvent();
    if (wire !== undefined) return fromWire(wire).position;
  }
  return undefined;
};

/** Reads one stream. */
export const readStream = ({ calls, space, closing, ids }: ReadingContext): EventStore['read'] =>
  async function* (stream, { from = 0 } = {}) {
    const request = readStreamRequest(space + stream, from);
    const open = () => calls.read(request, { requiresLeader: false });
    for await (const { message } of responses(open, { closing })) {
      const wire = message.getEvent()?.getEvent();
      if (wire === undefined) continue;
      const event = fromWire(wire);
      ids.keep(event);
      yield inSpace(space, event);
    }
  };

/** Reads all streams up to the end at the time of the call. */
export const readAll = (context: ReadingContext): EventStore['readAll'] => {
  const { calls, space, closing } = context;

  async function* upTo(
    ending: Promise<Position | undefined>,
    filter: StreamFilter,
    after: Position | undefined,
  ): AsyncGenerator<RecordedEvent, undefined> {
    const end = await ending;
    if (end === undefined || (after !== undefined && after >= end)) return undefined;
    const open = () => calls.read(readAllRequest(filter, after), { requiresLeader: false });
    for await (const { message } of responses(open, { closing })) {
      const wire = message.getEvent()?.getEvent();
      if (wire === undefined) continue;
      const event = fromWire(wire);
      const { position, stream } = event;
      if (position > end) return undefined;
      const isNew = after === undefined || position > after;
      if (isNew && filter.keeps(stream)) yield inSpace(space, event);
      if (position === end) return undefined;
    }
    throw new StoreReadError('Unavailable', 'the server ended a reading before its end');
  }

  return ({ after, prefix = '' } = {}) => {
    const filter = streamFilter(space, prefix);
    const ending = headOf(context, filter);
    // Whoever never iterates is not told.
    ending.catch(() => undefined);
    return upTo(ending, filter, after);
  };
};

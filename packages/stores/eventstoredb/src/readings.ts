import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import {
  StoreReadError,
  waitBeforeRetry,
  type EventStore,
  type Position,
  type RecordedEvent,
  type StreamName,
} from '@facture/contract';

import type { Calls } from './calls';
import type { KnownIds } from './knownIds';
import { patiently } from './patiently';
import { readAllRequest, readHeadRequest, readStreamRequest } from './requests';
import { responses } from './responses';
import { fromWire } from './storedEvent';
import { streamFilter, type StreamFilter } from './streamFilter';
import type { Trying } from './writeSurely';

/** What readings are made on. */
export interface ReadingContext {
  readonly calls: Calls;
  /** What the names of all streams of the store start with on the server. */
  readonly space: string;
  readonly closing: AbortSignal;
  readonly ids: KnownIds;
  /** The longest time that a reading of one event may take. */
  readonly timeoutMs: number;
  readonly trying: Trying;
}

const named = (event: RecordedEvent, stream: StreamName): RecordedEvent =>
  event.stream === stream ? event : { ...event, stream };

/** Gives an event the name that its stream has without the space, undefined if it is not kept. */
export const kept = ({ nameOf }: StreamFilter, event: RecordedEvent): RecordedEvent | undefined => {
  const name = nameOf(event.stream);
  return name === undefined ? undefined : named(event, name);
};

/** The position of the last event that a filter keeps. */
export const headOf = async (
  { calls, closing, timeoutMs }: ReadingContext,
  filter: StreamFilter,
  signal?: AbortSignal,
): Promise<Position | undefined> => {
  const open = () => calls.read(readHeadRequest(filter), { requiresLeader: false, timeoutMs });
  let head: Position | undefined;
  // The loop is not left early: servers count the calls that are cancelled.
  for await (const { message } of responses(open, { closing, signal })) {
    const wire = message.getEvent()?.getEvent();
    if (wire !== undefined) head = fromWire(wire).position;
  }
  return head;
};

// Most streams are short, and some readings are left early: the first request asks for little.
const FIRST_COUNT = 16;

/**
 * Reads to the end, first a little and then the rest. What breaks off is begun again where it broke,
 * a bounded number of times.
 */
const readOn = async function* (
  { calls, closing, trying }: ReadingContext,
  request: (count: number | undefined) => ReadReq,
): AsyncGenerator<RecordedEvent, undefined> {
  let count: number | undefined = FIRST_COUNT;
  let failures = 0;
  for (;;) {
    const asked = request(count);
    const open = () => calls.read(asked, { requiresLeader: false });
    let arrived = 0;
    try {
      for await (const { message } of responses(open, { closing })) {
        const wire = message.getEvent()?.getEvent();
        if (wire === undefined) continue;
        arrived += 1;
        failures = 0;
        yield fromWire(wire);
      }
      if (count === undefined || arrived < count) return undefined;
      count = undefined;
    } catch (thrown) {
      failures += 1;
      const isPassing = thrown instanceof StoreReadError && thrown.type === 'Unavailable';
      if (!isPassing || closing.aborted || failures >= trying.retry.attempts) throw thrown;
      await waitBeforeRetry(trying.retry, trying, failures, closing);
    }
  }
};

/** Reads one stream. */
export const readStream = (context: ReadingContext): EventStore['read'] =>
  async function* (stream, { from = 0 } = {}) {
    const { space, ids } = context;
    let next = from;
    const request = (count: number | undefined) => readStreamRequest(space + stream, next, count);
    for await (const event of readOn(context, request)) {
      next = event.revision + 1;
      ids.keep(event);
      yield named(event, stream);
    }
  };

/** Reads all streams that a filter keeps, up to the end at the time of the call. */
export const readKept = (
  context: ReadingContext,
  filter: StreamFilter,
  after?: Position,
): AsyncGenerator<RecordedEvent, undefined> => {
  const ending = patiently(context.trying, () => headOf(context, filter));
  // Whoever never iterates is not told.
  ending.catch(() => undefined);

  const upToEnd = async function* (): AsyncGenerator<RecordedEvent, undefined> {
    const end = await ending;
    let last = after;
    // A reading that the server ends too soon goes on with the next request.
    while (end !== undefined && (last === undefined || last < end)) {
      const request = (count: number | undefined) => readAllRequest(filter, last, count);
      const before = last;
      for await (const event of readOn(context, request)) {
        const { position } = event;
        if (position > end) return undefined;
        // What stands at the place is read once more.
        if (last !== undefined && position <= last) continue;
        last = position;
        const shown = kept(filter, event);
        if (shown !== undefined) yield shown;
        if (position === end) return undefined;
      }
      if (last === before)
        throw new StoreReadError('Unavailable', 'the server ended a reading before its end');
    }
    return undefined;
  };
  return upToEnd();
};

/** Reads all streams up to the end at the time of the call. */
export const readAll =
  (context: ReadingContext): EventStore['readAll'] =>
  ({ after, prefix = '' } = {}) =>
    readKept(context, streamFilter(context.space, prefix), after);

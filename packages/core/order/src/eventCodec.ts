import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';
import { failure } from 'io-ts/PathReporter';

import { isInvoiceAdded, isOrderPlaced, isReturnInvoiced, isTrackingUpdated } from './eventGuards';
import {
  InvoiceAdded,
  OrderPlaced,
  ReturnInvoiced,
  TrackingUpdated,
  type OrderEvent,
} from './events';

/** An event as a store keeps it: its data is JSON text. */
export interface StoredEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
}

/** Why a stored event cannot be read. `reason` names the place and what was expected there. */
export interface UnreadableEvent {
  readonly type: 'UnreadableEvent';
  readonly eventType: string;
  readonly schemaVersion: number;
  readonly reason: string;
}

/** Turns the data of one schema version into the data of the next. */
export type Upcaster = (data: unknown) => unknown;

/** The present codec of an event's data, and how to get there from each earlier version, from 1 on. */
export interface EventSchema<A> {
  readonly codec: t.Type<A, unknown>;
  /** Tells of a JSON value what the codec's `is` tells, sooner. */
  readonly is?: t.Is<A>;
  readonly upcasters: ReadonlyArray<Upcaster>;
}

/** The schema version that is written now: one more than there are upcasters. */
export const currentVersion = <A>({ upcasters }: EventSchema<A>): number => upcasters.length + 1;

const NOT_JSON = Symbol('not JSON');

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
};

const unreadable = (
  { type, schemaVersion }: StoredEvent,
  reason: string,
): E.Either<UnreadableEvent, never> =>
  E.left({ type: 'UnreadableEvent', eventType: type, schemaVersion, reason });

/**
 * Reads the data of one stored event through its upcasters and its codec. Data that is valid already
 * is taken as it is, so that replaying copies nothing.
 */
export const decodeData = <A>(
  schema: EventSchema<A>,
): ((stored: StoredEvent) => E.Either<UnreadableEvent, A>) => {
  const { codec, is = codec.is, upcasters } = schema;
  const current = currentVersion(schema);
  return (stored) => {
    const version = stored.schemaVersion;
    if (!Number.isInteger(version) || version < 1 || version > current)
      return unreadable(stored, `schema version is not 1 to ${current.toString()}`);
    const json = parse(stored.data);
    if (json === NOT_JSON) return unreadable(stored, 'data is not JSON');
    const data =
      // Stryker disable next-line ConditionalExpression: without upcasters data stays as it is.
      version === current
        ? json
        : upcasters.slice(version - 1).reduce<unknown>((older, upcast) => upcast(older), json);
    if (is(data)) return E.right(data);
    const decoded = codec.decode(data);
    return E.isRight(decoded) ? decoded : unreadable(stored, failure(decoded.left).join('; '));
  };
};

const orderPlaced = { codec: OrderPlaced, is: isOrderPlaced, upcasters: [] };
const invoiceAdded = { codec: InvoiceAdded, is: isInvoiceAdded, upcasters: [] };
const trackingUpdated = { codec: TrackingUpdated, is: isTrackingUpdated, upcasters: [] };
const returnInvoiced = { codec: ReturnInvoiced, is: isReturnInvoiced, upcasters: [] };

/** The schema version in which each event is written now. */
export const schemaVersions: Readonly<Record<OrderEvent['type'], number>> = {
  OrderPlaced: currentVersion(orderPlaced),
  InvoiceAdded: currentVersion(invoiceAdded),
  TrackingUpdated: currentVersion(trackingUpdated),
  ReturnInvoiced: currentVersion(returnInvoiced),
};

/** Writes an event as it is stored: equal events give equal text. */
export const encodeEvent = (event: OrderEvent): StoredEvent => ({
  type: event.type,
  schemaVersion: schemaVersions[event.type],
  data: JSON.stringify(event.data),
});

const readOrderPlaced = decodeData(orderPlaced);
const readInvoiceAdded = decodeData(invoiceAdded);
const readTrackingUpdated = decodeData(trackingUpdated);
const readReturnInvoiced = decodeData(returnInvoiced);

/**
 * Reads a stored event.
 *
 * Gives `UnreadableEvent` for a type or schema version that is not known and for data that its codec
 * refuses. Such an event belongs into quarantine: it is never skipped and never guessed.
 */
export const decodeEvent = (stored: StoredEvent): E.Either<UnreadableEvent, OrderEvent> => {
  switch (stored.type) {
    case 'OrderPlaced': {
      const data = readOrderPlaced(stored);
      return E.isLeft(data) ? data : E.right({ type: 'OrderPlaced', data: data.right });
    }
    case 'InvoiceAdded': {
      const data = readInvoiceAdded(stored);
      return E.isLeft(data) ? data : E.right({ type: 'InvoiceAdded', data: data.right });
    }
    case 'TrackingUpdated': {
      const data = readTrackingUpdated(stored);
      return E.isLeft(data) ? data : E.right({ type: 'TrackingUpdated', data: data.right });
    }
    case 'ReturnInvoiced': {
      const data = readReturnInvoiced(stored);
      return E.isLeft(data) ? data : E.right({ type: 'ReturnInvoiced', data: data.right });
    }
    default:
      return unreadable(stored, 'event type is not known');
  }
};

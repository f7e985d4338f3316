import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as O from 'fp-ts/Option';
import type * as t from 'io-ts';
import { failure } from 'io-ts/PathReporter';

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
  readonly upcasters: ReadonlyArray<Upcaster>;
}

/** The schema version that is written now: one more than there are upcasters. */
export const currentVersion = <A>({ upcasters }: EventSchema<A>): number => upcasters.length + 1;

const parse = (text: string): O.Option<unknown> => O.tryCatch((): unknown => JSON.parse(text));

/**
 * Reads the data of one stored event through its upcasters and its codec. Data that is valid already
 * is taken as it is, so that replaying copies nothing.
 */
export const decodeData =
  <A>(schema: EventSchema<A>) =>
  (stored: StoredEvent): E.Either<UnreadableEvent, A> => {
    const unreadable = (reason: string): E.Either<UnreadableEvent, never> =>
      E.left({
        type: 'UnreadableEvent',
        eventType: stored.type,
        schemaVersion: stored.schemaVersion,
        reason,
      });
    const version = stored.schemaVersion;
    if (!Number.isInteger(version) || version < 1 || version > currentVersion(schema))
      return unreadable(`schema version is not 1 to ${currentVersion(schema).toString()}`);
    const json = parse(stored.data);
    if (O.isNone(json)) return unreadable('data is not JSON');
    const data = schema.upcasters
      .slice(version - 1)
      .reduce<unknown>((older, upcast) => upcast(older), json.value);
    if (schema.codec.is(data)) return E.right(data);
    const decoded = schema.codec.decode(data);
    return E.isRight(decoded) ? decoded : unreadable(failure(decoded.left).join('; '));
  };

const orderPlaced = { codec: OrderPlaced, upcasters: [] };
const invoiceAdded = { codec: InvoiceAdded, upcasters: [] };
const trackingUpdated = { codec: TrackingUpdated, upcasters: [] };
const returnInvoiced = { codec: ReturnInvoiced, upcasters: [] };

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

/**
 * Reads a stored event.
 *
 * Gives `UnreadableEvent` for a type or schema version that is not known and for data that its codec
 * refuses. Such an event belongs into quarantine: it is never skipped and never guessed.
 */
export const decodeEvent = (stored: StoredEvent): E.Either<UnreadableEvent, OrderEvent> => {
  switch (stored.type) {
    case 'OrderPlaced':
      return pipe(
        stored,
        decodeData(orderPlaced),
        E.map((data) => ({ type: 'OrderPlaced', data })),
      );
    case 'InvoiceAdded':
      return pipe(
        stored,
        decodeData(invoiceAdded),
        E.map((data) => ({ type: 'InvoiceAdded', data })),
      );
    case 'TrackingUpdated':
      return pipe(
        stored,
        decodeData(trackingUpdated),
        E.map((data) => ({ type: 'TrackingUpdated', data })),
      );
    case 'ReturnInvoiced':
      return pipe(
        stored,
        decodeData(returnInvoiced),
        E.map((data) => ({ type: 'ReturnInvoiced', data })),
      );
    default:
      return E.left({
        type: 'UnreadableEvent',
        eventType: stored.type,
        schemaVersion: stored.schemaVersion,
        reason: 'event type is not known',
      });
  }
};

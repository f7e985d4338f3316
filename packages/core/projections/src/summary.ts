import {
  AmountMinor,
  Currency,
  NO_UNITS,
  OrderId,
  plusUnits,
  Quantity,
  SellerId,
  SkuId,
  Timestamp,
  Units,
  type InvoiceAdded,
  type OrderEvent,
  type OrderLine,
  type OrderPlaced,
  type PlacedOrder,
} from '@facture/order';
import * as E from 'fp-ts/Either';
import { absurd, pipe } from 'fp-ts/function';
import * as t from 'io-ts';

import { Revision } from './revision';
import { inSequence, isNext, type EventAtRevision, type SequenceError } from './sequence';
import { sumsAfter, sumsAtPlacing } from './standing';

/** A line of a summary: what was ordered of it, and the units that documents have named. */
export const SummaryLine = t.readonly(
  t.strict({
    skuId: SkuId,
    quantity: Quantity,
    amountMinor: AmountMinor,
    discountMinor: AmountMinor,
    invoicedUnits: Units,
    returnedUnits: Units,
  }),
  'SummaryLine',
);
export type SummaryLine = t.TypeOf<typeof SummaryLine>;

/**
 * What of an order's history its totals need, and no more: it survives JSON and does not grow with
 * the number of documents. `updatedAt` is when the last event occurred.
 */
export const OrderSummary = t.readonly(
  t.strict({
    orderId: OrderId,
    sellerId: SellerId,
    currency: Currency,
    revision: Revision,
    updatedAt: Timestamp,
    orderedMinor: AmountMinor,
    invoicedMinor: AmountMinor,
    returnedMinor: AmountMinor,
    lines: t.readonlyArray(SummaryLine),
  }),
  'OrderSummary',
);
export type OrderSummary = t.TypeOf<typeof OrderSummary>;

/** The last event of a history: its revision, and when it occurred. */
export interface LastEvent {
  readonly revision: number;
  readonly updatedAt: Timestamp;
}

const summaryLine = (line: OrderLine, invoicedUnits: Units, returnedUnits: Units): SummaryLine => ({
  skuId: line.skuId,
  quantity: line.quantity,
  amountMinor: line.amountMinor,
  discountMinor: line.discountMinor,
  invoicedUnits,
  returnedUnits,
});

const begin = (placed: OrderPlaced): OrderSummary => ({
  orderId: placed.orderId,
  sellerId: placed.sellerId,
  currency: placed.currency,
  revision: 0,
  updatedAt: placed.occurredAt,
  ...sumsAtPlacing(placed),
  lines: placed.lines.map((line) => summaryLine(line, NO_UNITS, NO_UNITS)),
});

/** Summarises an order that was replayed up to its last event. */
export const summaryOf = (order: PlacedOrder, last: LastEvent): OrderSummary => ({
  ...begin(order.placed),
  revision: last.revision,
  updatedAt: last.updatedAt,
  invoicedMinor: order.invoicedMinor,
  returnedMinor: order.returnedMinor,
  lines: order.lines.map(({ line, invoicedUnits, returnedUnits }) =>
    summaryLine(line, invoicedUnits, returnedUnits),
  ),
});

const withUnits = (
  lines: ReadonlyArray<SummaryLine>,
  counted: 'invoicedUnits' | 'returnedUnits',
  { items }: InvoiceAdded,
): ReadonlyArray<SummaryLine> => {
  const units = new Map<number, Units>();
  for (const { lineIndex, quantity } of items.flatMap(({ bookings }) => bookings))
    units.set(lineIndex, plusUnits(units.get(lineIndex) ?? NO_UNITS, quantity));
  return lines.map((line, lineIndex) => ({
    ...line,
    [counted]: plusUnits(line[counted], units.get(lineIndex) ?? NO_UNITS),
  }));
};

const withDocument = (
  lines: ReadonlyArray<SummaryLine>,
  event: OrderEvent,
): ReadonlyArray<SummaryLine> => {
  switch (event.type) {
    case 'OrderPlaced':
    case 'TrackingUpdated':
      return lines;
    case 'InvoiceAdded':
      return withUnits(lines, 'invoicedUnits', event.data);
    case 'ReturnInvoiced':
      return withUnits(lines, 'returnedUnits', event.data);
    default:
      return absurd(event);
  }
};

const evolve = (row: OrderSummary, { event, revision }: EventAtRevision): OrderSummary => ({
  ...row,
  ...sumsAfter(row, event),
  revision,
  updatedAt: event.data.occurredAt,
  lines: withDocument(row.lines, event),
});

/**
 * Folds one event into the summary of its order, which is undefined before the first. An event that
 * is in the summary already changes nothing.
 *
 * Gives `RevisionGap` when events before it are missing, and `OrderNotPlaced` when the first event is
 * not `OrderPlaced`.
 */
export const applyToSummary = (
  row: OrderSummary | undefined,
  recorded: EventAtRevision,
): E.Either<SequenceError, OrderSummary> =>
  row === undefined
    ? pipe(
        inSequence([recorded]),
        E.map(({ placed }) => begin(placed)),
      )
    : pipe(
        isNext(row.revision, recorded),
        E.map((next) => (next ? evolve(row, recorded) : row)),
      );

/**
 * Summarises a history.
 *
 * Gives `RevisionGap` and `OrderNotPlaced`.
 */
export const summarise = (
  recorded: Iterable<EventAtRevision>,
): E.Either<SequenceError, OrderSummary> =>
  pipe(
    inSequence(recorded),
    E.map(({ placed, events }) => events.reduce(evolve, begin(placed))),
  );

import {
  AmountMinor,
  booked,
  BOOKING_MODE,
  Currency,
  LineIndex,
  lineIndexes,
  minusUnits,
  OrderId,
  Quantity,
  SellerId,
  SkuId,
  Timestamp,
  Units,
  type OrderStatus,
  type PlacedOrder,
} from '@facture/order';
import * as E from 'fp-ts/Either';
import { flow } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as t from 'io-ts';

import { Revision } from './revision';
import type { EventAtRevision, SequenceError } from './sequence';
import { standingOf, standingProps } from './standing';
import {
  summarise,
  summaryOf,
  type LastEvent,
  type OrderSummary,
  type SummaryLine,
} from './summary';

const record = <P extends t.Props>(props: P, name: string) =>
  t.readonly(t.strict(props, name), name);

/** Some units of a line, what they are booked at, and what had been taken off to arrive there. */
export const LineShare = record(
  { units: Units, amountMinor: AmountMinor, discountMinor: AmountMinor },
  'LineShare',
);
export type LineShare = t.TypeOf<typeof LineShare>;

/**
 * The totals of one line. `invoiced` and `returned` count the units that documents named;
 * `leftToInvoice` and `leftToReturn` are units, and once the order is invoiced every unit counts as
 * invoiced, also those that no document named.
 */
export const LineTotals = record(
  {
    lineIndex: LineIndex,
    skuId: SkuId,
    quantity: Quantity,
    amountMinor: AmountMinor,
    invoiced: LineShare,
    returned: LineShare,
    leftToInvoice: Units,
    leftToReturn: Units,
  },
  'LineTotals',
);
export type LineTotals = t.TypeOf<typeof LineTotals>;

/**
 * The totals of an order after one of its events, in JSON: where it stands, and each of its lines.
 * `updatedAt` is when the event of that revision occurred.
 */
export const OrderTotals = record(
  {
    orderId: OrderId,
    sellerId: SellerId,
    currency: Currency,
    revision: Revision,
    updatedAt: Timestamp,
    ...standingProps,
    lines: t.readonlyArray(LineTotals),
  },
  'OrderTotals',
);
export type OrderTotals = t.TypeOf<typeof OrderTotals>;

const shareOf = (line: SummaryLine, units: Units): LineShare => ({
  units,
  amountMinor: booked(line.amountMinor, units, line.quantity, BOOKING_MODE),
  discountMinor: booked(line.discountMinor, units, line.quantity, BOOKING_MODE),
});

const lineTotals = (line: SummaryLine, lineIndex: LineIndex, status: OrderStatus): LineTotals => {
  const { skuId, quantity, amountMinor, invoicedUnits, returnedUnits } = line;
  const sold = status === 'invoiced' ? quantity : invoicedUnits;
  return {
    lineIndex,
    skuId,
    quantity,
    amountMinor,
    invoiced: shareOf(line, invoicedUnits),
    returned: shareOf(line, returnedUnits),
    leftToInvoice: minusUnits(quantity, sold),
    leftToReturn: minusUnits(sold, returnedUnits),
  };
};

/** Computes the totals of a summarised order. */
export const totalsOfSummary = (summary: OrderSummary): OrderTotals => {
  const standing = standingOf(summary);
  return {
    orderId: summary.orderId,
    sellerId: summary.sellerId,
    currency: summary.currency,
    revision: summary.revision,
    updatedAt: summary.updatedAt,
    ...standing,
    lines: RA.zip(lineIndexes(summary.lines), summary.lines).map(([lineIndex, line]) =>
      lineTotals(line, lineIndex, standing.status),
    ),
  };
};

/** Computes the totals of an order that was replayed up to its last event. */
export const totalsOf = (order: PlacedOrder, last: LastEvent): OrderTotals =>
  totalsOfSummary(summaryOf(order, last));

/**
 * Computes the totals after a history.
 *
 * Gives `RevisionGap` and `OrderNotPlaced`.
 */
export const totalsOfEvents: (
  recorded: Iterable<EventAtRevision>,
) => E.Either<SequenceError, OrderTotals> = flow(summarise, E.map(totalsOfSummary));

import * as RA from 'fp-ts/ReadonlyArray';

import type { Tracking } from './commands';
import type { DocumentType, InvoiceAdded, OrderLine, OrderPlaced } from './events';
import { lineIndexes, type InvoiceNumber, type LineIndex } from './ids';
import { minus, type AmountMinor, type Money } from './money';
import { minusUnits, NO_UNITS, type Units } from './quantity';

/** A line of an order and how much of it the documents have named. */
export interface LineProgress {
  readonly lineIndex: LineIndex;
  readonly line: OrderLine;
  /** Units that Output documents sold. */
  readonly invoicedUnits: Units;
  /** Units that Input documents took back. */
  readonly returnedUnits: Units;
}

/** A document that was accepted, and what is known of its package by now. */
export interface AcceptedDocument {
  readonly documentType: DocumentType;
  readonly data: InvoiceAdded;
  readonly tracking: Tracking;
}

/** An order that was placed: the fold of its events. */
export interface PlacedOrder {
  readonly type: 'PlacedOrder';
  readonly placed: OrderPlaced;
  /** One for each line, by its index. */
  readonly lines: ReadonlyArray<LineProgress>;
  /** By invoice number, in the order of acceptance. */
  readonly documents: ReadonlyMap<InvoiceNumber, AcceptedDocument>;
  /** Σ value of Output documents. */
  readonly invoicedMinor: AmountMinor;
  /** Σ value of Input documents. */
  readonly returnedMinor: AmountMinor;
}

/** What is known of an order: nothing, or the fold of its events. */
export type OrderState = { readonly type: 'NoOrder' } | PlacedOrder;

/** The state before any event. */
export const initialState: OrderState = { type: 'NoOrder' };

/** Where an order stands. `invoiced` is terminal. */
export type OrderStatus = 'placed' | 'partially-invoiced' | 'invoiced';

/** Tells where an order stands: `invoiced` if and only if what was invoiced equals its value. */
export const statusOf = (order: PlacedOrder): OrderStatus => {
  if (order.invoicedMinor === order.placed.valueMinor) return 'invoiced';
  return order.documents.size === 0 ? 'placed' : 'partially-invoiced';
};

/** What is left to invoice. */
export const remaining = (order: PlacedOrder): AmountMinor =>
  minus(order.placed.valueMinor, order.invoicedMinor);

/** What may still be returned: invoiced − returned. */
export const returnable = (order: PlacedOrder): AmountMinor =>
  minus(order.invoicedMinor, order.returnedMinor);

/** What an order is worth now: its value until something is invoiced, then invoiced − returned. */
export const currentTotal = (order: PlacedOrder): AmountMinor =>
  statusOf(order) === 'placed' ? order.placed.valueMinor : returnable(order);

/** The lines of an order of which nothing is invoiced. */
export const untouchedLines = (lines: ReadonlyArray<OrderLine>): ReadonlyArray<LineProgress> =>
  RA.zipWith(lineIndexes(lines), lines, (lineIndex, line) => ({
    lineIndex,
    line,
    invoicedUnits: NO_UNITS,
    returnedUnits: NO_UNITS,
  }));

/** Units of a line that Output documents may still sell. */
export const leftToInvoice = ({ line, invoicedUnits }: LineProgress): Units =>
  minusUnits(line.quantity, invoicedUnits);

/**
 * Units of a line that Input documents may still take back. Of an invoiced order every unit counts
 * as invoiced, so that what a value-only document sold can come back.
 */
export const leftToReturn = (
  { line, invoicedUnits, returnedUnits }: LineProgress,
  status: OrderStatus,
): Units => minusUnits(status === 'invoiced' ? line.quantity : invoicedUnits, returnedUnits);

/** Names an amount in the currency of an order. */
export const moneyOf =
  (order: PlacedOrder) =>
  (amountMinor: AmountMinor): Money => ({ amountMinor, currency: order.placed.currency });

import * as E from 'fp-ts/Either';

import type { OrderError } from './errors';
import type { BookedItem, Booking, DocumentItem, DocumentType } from './events';
import type { SkuId } from './ids';
import { minus, type AmountMinor } from './money';
import { fewerUnits, minusUnits, NO_UNITS, plusUnits, Quantity, type Units } from './quantity';
import { booked, type RoundingMode } from './rounding';
import {
  leftToInvoice,
  leftToReturn,
  statusOf,
  type LineProgress,
  type PlacedOrder,
} from './state';

/** How line amounts and adjustments are booked. Changing it would change the meaning of history. */
export const BOOKING_MODE: RoundingMode = 'halfExpand';

/** A line while one document is booked: each item moves units from `left` to `done`. */
interface OpenLine {
  readonly progress: LineProgress;
  done: Units;
  left: Units;
}

const openLines = (order: PlacedOrder, documentType: DocumentType): ReadonlyArray<OpenLine> => {
  const status = statusOf(order);
  return order.lines.map((progress) =>
    documentType === 'Output'
      ? { progress, done: progress.invoicedUnits, left: leftToInvoice(progress) }
      : { progress, done: progress.returnedUnits, left: leftToReturn(progress, status) },
  );
};

/** What a line's units are booked at once `done` of them are done, by the cumulative rule. */
export const bookedOn = ({ line }: LineProgress, done: Units): AmountMinor =>
  booked(line.amountMinor, done, line.quantity, BOOKING_MODE);

/** Finds an item that is on no line of the order. */
export const unknownItem = (
  order: PlacedOrder,
  items: ReadonlyArray<DocumentItem>,
): OrderError | undefined => {
  const known = new Set(order.placed.lines.map((line) => line.skuId));
  const unknown = items.find(({ skuId, lineIndex }) =>
    lineIndex === null ? !known.has(skuId) : order.placed.lines[lineIndex]?.skuId !== skuId,
  );
  return unknown === undefined
    ? undefined
    : {
        type: 'UnknownItem',
        orderId: order.placed.orderId,
        skuId: unknown.skuId,
        lineIndex: unknown.lineIndex,
        known: Array.from(known),
      };
};

/**
 * Finds the lines that an item may take units from. Lines of a SKU stand in a queue that forgets
 * those in front with nothing left: thousands of items of one SKU would find them again and again.
 */
const candidatesAmong = (
  lines: ReadonlyArray<OpenLine>,
): ((item: DocumentItem) => ReadonlyArray<OpenLine>) => {
  const queues = new Map<SkuId, Array<OpenLine>>();
  for (const open of lines) {
    const { skuId } = open.progress.line;
    const queue = queues.get(skuId);
    if (queue === undefined) queues.set(skuId, [open]);
    else queue.push(open);
  }
  return ({ skuId, lineIndex }) => {
    // Stryker disable next-line ArrayDeclaration: items of no line are refused before.
    const queue = queues.get(skuId) ?? [];
    if (lineIndex !== null)
      return lines
        .slice(lineIndex, lineIndex + 1)
        .filter(({ progress }) => progress.line.skuId === skuId);
    while (queue[0]?.left === NO_UNITS) queue.shift();
    return queue;
  };
};

/** Takes units from lines in index order, as much as each has left. */
const take = (from: ReadonlyArray<OpenLine>, quantity: Quantity): ReadonlyArray<Booking> => {
  const bookings: Array<Booking> = [];
  let missing: Units = quantity;
  for (const open of from) {
    const units = fewerUnits(missing, open.left);
    if (!Quantity.is(units)) continue;
    const before = bookedOn(open.progress, open.done);
    open.done = plusUnits(open.done, units);
    open.left = minusUnits(open.left, units);
    bookings.push({
      lineIndex: open.progress.lineIndex,
      quantity: units,
      amountMinor: minus(bookedOn(open.progress, open.done), before),
    });
    missing = minusUnits(missing, units);
    if (missing === NO_UNITS) break;
  }
  return bookings;
};

const bookedItem = (item: DocumentItem, bookings: ReadonlyArray<Booking>): BookedItem => ({
  skuId: item.skuId,
  lineIndex: item.lineIndex,
  quantity: item.quantity,
  unitPriceMinor: item.unitPriceMinor,
  description: item.description,
  bookings,
});

/**
 * Books the items of a document on the lines of an order. Items that name their line are served
 * first; the others fill the lines of their SKU in index order by what is left on each.
 *
 * Gives `QuantityExceedsLine` for an Output and `ReturnQuantityExceedsInvoiced` for an Input that
 * names more units than are left; on no line, none are.
 */
export const bookItems = (
  order: PlacedOrder,
  documentType: DocumentType,
  items: ReadonlyArray<DocumentItem>,
): E.Either<OrderError, ReadonlyArray<BookedItem>> => {
  const candidates = candidatesAmong(openLines(order, documentType));
  const places = Array.from(items.entries());
  const exactFirst = [
    ...places.filter(([, item]) => item.lineIndex !== null),
    ...places.filter(([, item]) => item.lineIndex === null),
  ];
  const bookedItems: Array<BookedItem> = [];
  for (const [place, item] of exactFirst) {
    const bookings = take(candidates(item), item.quantity);
    const taken = bookings.reduce((sum, { quantity }) => plusUnits(sum, quantity), NO_UNITS);
    if (taken < item.quantity)
      return E.left({
        type: documentType === 'Output' ? 'QuantityExceedsLine' : 'ReturnQuantityExceedsInvoiced',
        orderId: order.placed.orderId,
        skuId: item.skuId,
        lineIndex: item.lineIndex,
        left: taken,
        attempted: item.quantity,
      });
    bookedItems[place] = bookedItem(item, bookings);
  }
  return E.right(bookedItems);
};

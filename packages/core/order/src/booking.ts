import * as E from 'fp-ts/Either';

import type { OrderError } from './errors';
import type { BookedItem, Booking, DocumentItem, DocumentType } from './events';
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

/** A line as one document finds it, and leaves it after each item. */
interface OpenLine {
  readonly progress: LineProgress;
  readonly done: Units;
  readonly left: Units;
}

const openLines = (order: PlacedOrder, documentType: DocumentType): ReadonlyArray<OpenLine> => {
  const status = statusOf(order);
  return order.lines.map((progress) =>
    documentType === 'Output'
      ? { progress, done: progress.invoicedUnits, left: leftToInvoice(progress) }
      : { progress, done: progress.returnedUnits, left: leftToReturn(progress, status) },
  );
};

const names = (item: DocumentItem, { line, lineIndex }: LineProgress): boolean =>
  line.skuId === item.skuId && (item.lineIndex === null || item.lineIndex === lineIndex);

/** What a line's units are booked at once `done` of them are done, by the cumulative rule. */
export const bookedOn = ({ line }: LineProgress, done: Units): AmountMinor =>
  booked(line.amountMinor, done, line.quantity, BOOKING_MODE);

/** Finds an item that is on no line of the order. */
export const unknownItem = (
  order: PlacedOrder,
  items: ReadonlyArray<DocumentItem>,
): OrderError | undefined => {
  const unknown = items.find((item) => !order.lines.some((progress) => names(item, progress)));
  return unknown === undefined
    ? undefined
    : {
        type: 'UnknownItem',
        orderId: order.placed.orderId,
        skuId: unknown.skuId,
        lineIndex: unknown.lineIndex,
        known: Array.from(new Set(order.placed.lines.map((line) => line.skuId))),
      };
};

interface Taken {
  readonly booking: Booking;
  readonly open: OpenLine;
}

/** Takes units from lines in index order, as much as each has left. */
const take = (from: ReadonlyArray<OpenLine>, quantity: Quantity): ReadonlyArray<Taken> => {
  const taken: Array<Taken> = [];
  let missing: Units = quantity;
  for (const { progress, done, left } of from) {
    const units = fewerUnits(missing, left);
    if (!Quantity.is(units)) continue;
    const doneNow = plusUnits(done, units);
    taken.push({
      booking: {
        lineIndex: progress.lineIndex,
        quantity: units,
        amountMinor: minus(bookedOn(progress, doneNow), bookedOn(progress, done)),
      },
      open: { progress, done: doneNow, left: minusUnits(left, units) },
    });
    missing = minusUnits(missing, units);
  }
  return taken;
};

const bookedItem = (item: DocumentItem, taken: ReadonlyArray<Taken>): BookedItem => ({
  skuId: item.skuId,
  lineIndex: item.lineIndex,
  quantity: item.quantity,
  unitPriceMinor: item.unitPriceMinor,
  description: item.description,
  bookings: taken.map(({ booking }) => booking),
});

/**
 * Books the items of a document on the lines of an order. Items that name their line are served
 * first; the others fill the lines of their SKU in index order by what is left on each.
 *
 * Gives `QuantityExceedsLine` for an Output and `ReturnQuantityExceedsInvoiced` for an Input that
 * names more units than are left.
 */
export const bookItems = (
  order: PlacedOrder,
  documentType: DocumentType,
  items: ReadonlyArray<DocumentItem>,
): E.Either<OrderError, ReadonlyArray<BookedItem>> => {
  const lines = new Map(
    openLines(order, documentType).map((open) => [open.progress.lineIndex, open] as const),
  );
  const bookedItems = new Map<number, BookedItem>();
  const places = Array.from(items.entries());
  const exactFirst = [
    ...places.filter(([, item]) => item.lineIndex !== null),
    ...places.filter(([, item]) => item.lineIndex === null),
  ];
  for (const [place, item] of exactFirst) {
    const { skuId, lineIndex, quantity } = item;
    const candidates = Array.from(lines.values()).filter((open) => names(item, open.progress));
    const left = candidates.reduce((sum, open) => plusUnits(sum, open.left), NO_UNITS);
    if (quantity > left)
      return E.left({
        type: documentType === 'Output' ? 'QuantityExceedsLine' : 'ReturnQuantityExceedsInvoiced',
        orderId: order.placed.orderId,
        skuId,
        lineIndex,
        left,
        attempted: quantity,
      });
    const taken = take(candidates, quantity);
    for (const { open } of taken) lines.set(open.progress.lineIndex, open);
    bookedItems.set(place, bookedItem(item, taken));
  }
  return E.right(
    Array.from(bookedItems)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item),
  );
};

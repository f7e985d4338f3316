import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import { bookedOn, bookItems, BOOKING_MODE, unknownItem } from './booking';
import type { OrderError } from './errors';
import type { BookedItem, DocumentItem, DocumentType } from './events';
import { minus, plus, ZERO, type AmountMinor } from './money';
import { NO_UNITS, plusUnits, type Units } from './quantity';
import { booked } from './rounding';
import type { LineProgress, PlacedOrder } from './state';

/** The value that a document for some items should have, with what each item is booked at. */
export interface ExactValue {
  readonly valueMinor: AmountMinor;
  readonly items: ReadonlyArray<BookedItem>;
}

/** How far an order is: in line amounts, or in units where its lines cost nothing. */
interface Progress {
  readonly before: AmountMinor | Units;
  readonly after: AmountMinor | Units;
  readonly whole: AmountMinor | Units;
}

const total = <A>(elements: ReadonlyArray<A>, amountOf: (element: A) => AmountMinor): AmountMinor =>
  elements.reduce((sum, element) => plus(sum, amountOf(element)), ZERO);

const count = <A>(elements: ReadonlyArray<A>, unitsOf: (element: A) => Units): Units =>
  elements.reduce((sum, element) => plusUnits(sum, unitsOf(element)), NO_UNITS);

const progressWith = (
  order: PlacedOrder,
  documentType: DocumentType,
  items: ReadonlyArray<BookedItem>,
): Progress => {
  const done = ({ invoicedUnits, returnedUnits }: LineProgress): Units =>
    documentType === 'Output' ? invoicedUnits : returnedUnits;
  const bookings = items.flatMap((item) => item.bookings);
  const whole = total(order.lines, ({ line }) => line.amountMinor);
  if (whole > 0) {
    const before = total(order.lines, (progress) => bookedOn(progress, done(progress)));
    return {
      before,
      after: plus(
        before,
        total(bookings, (b) => b.amountMinor),
      ),
      whole,
    };
  }
  const before = count(order.lines, done);
  return {
    before,
    after: plusUnits(
      before,
      count(bookings, ({ quantity }) => quantity),
    ),
    whole: count(order.lines, ({ line }) => line.quantity),
  };
};

/**
 * Computes the exact value of a document before it is sent: what its items are booked at, plus the
 * share of every adjustment, booked cumulatively over the line amounts. Documents with these values
 * sum to the value of the order exactly, whatever way its units are split.
 *
 * Gives `UnknownItem`, `QuantityExceedsLine` or `ReturnQuantityExceedsInvoiced`.
 */
export const exactValue = (
  order: PlacedOrder,
  documentType: DocumentType,
  items: ReadonlyArray<DocumentItem>,
): E.Either<OrderError, ExactValue> => {
  const problem = unknownItem(order, items);
  if (problem !== undefined) return E.left(problem);
  return pipe(
    bookItems(order, documentType, items),
    E.map((bookedItems) => {
      const { before, after, whole } = progressWith(order, documentType, bookedItems);
      const ofItems = total(
        bookedItems.flatMap((item) => item.bookings),
        (booking) => booking.amountMinor,
      );
      const ofAdjustments = total(order.placed.adjustments, ({ amountMinor }) =>
        minus(
          booked(amountMinor, after, whole, BOOKING_MODE),
          booked(amountMinor, before, whole, BOOKING_MODE),
        ),
      );
      return { valueMinor: plus(ofItems, ofAdjustments), items: bookedItems };
    }),
  );
};

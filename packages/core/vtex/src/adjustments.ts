import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  amountFromBigInt,
  type Adjustment,
  type AdjustmentKind,
  type AmountMinor,
  type AmountOverflow,
} from '@facture/order';

import { problem, readField, readList, together, type Checked, type Section } from './fields';
import * as value from './values';

/** A total of an order document. */
export interface Total {
  readonly id: string;
  readonly amountMinor: AmountMinor;
}

const KINDS: ReadonlyMap<string, AdjustmentKind> = new Map([
  ['Shipping', 'shipping'],
  ['Tax', 'tax'],
  ['CustomTax', 'tax'],
  ['Interest', 'interest'],
]);

const isOfLines = ({ id }: Total): boolean => id === 'Items' || id === 'Discounts';

const sum = (amounts: ReadonlyArray<{ readonly amountMinor: AmountMinor }>): bigint =>
  amounts.reduce((total, { amountMinor }) => total + BigInt(amountMinor), 0n);

/** Reads the totals of an order document. */
export const readTotals = (document: Section): Checked<ReadonlyArray<Total>> =>
  readList(document, 'totals', (total) =>
    together({
      id: readField(total, 'id', value.label),
      amountMinor: readField(total, 'value', value.amount),
    }),
  );

/**
 * What the lines do not have of `Items` and `Discounts`: a discount that they carry already is in
 * both, one that they do not is left over. Without `Items`, the lines are what they are.
 */
const leftOver = (
  totals: ReadonlyArray<Total>,
  lines: ReadonlyArray<{ readonly amountMinor: AmountMinor }>,
): E.Either<AmountOverflow, AmountMinor> => {
  const ofLines = totals.filter(isOfLines);
  const hasItems = ofLines.some(({ id }) => id === 'Items');
  return amountFromBigInt(sum(ofLines) - (hasItems ? sum(lines) : 0n));
};

/** Finds what an order has beyond its lines. Totals of zero are none. */
export const adjustmentsOf = (
  document: Section,
  totals: ReadonlyArray<Total>,
  lines: ReadonlyArray<{ readonly amountMinor: AmountMinor }>,
): Checked<ReadonlyArray<Adjustment>> => {
  const ofOrder = totals
    .filter((total) => !isOfLines(total))
    .map(({ id, amountMinor }) => ({ kind: KINDS.get(id) ?? 'other', label: id, amountMinor }));
  return pipe(
    leftOver(totals, lines),
    E.map((amountMinor): ReadonlyArray<Adjustment> => [
      // Stryker disable next-line EqualityOperator: of zero it is left out.
      { kind: amountMinor < 0 ? 'discount' : 'other', label: 'Discounts', amountMinor },
      ...ofOrder,
    ]),
    E.map((adjustments) => adjustments.filter(({ amountMinor }) => amountMinor !== 0)),
    E.orElseW(() => problem('totals', 'amount', document.members.get('totals'))),
  );
};

import * as E from 'fp-ts/Either';
import * as t from 'io-ts';

export interface AmountMinorBrand {
  readonly AmountMinor: unique symbol;
}
/** An amount in minor units of a currency: a safe integer, never `-0`, possibly negative. */
export const AmountMinor = t.brand(
  t.number,
  (n): n is t.Branded<number, AmountMinorBrand> => Number.isSafeInteger(n) && !Object.is(n, -0),
  'AmountMinor',
);
export type AmountMinor = t.TypeOf<typeof AmountMinor>;

export interface CurrencyBrand {
  readonly Currency: unique symbol;
}
/** An ISO 4217 alphabetic code in upper case, such as `BRL`. */
export const Currency = t.brand(
  t.string,
  (text): text is t.Branded<string, CurrencyBrand> => /^[A-Z]{3}$/.test(text),
  'Currency',
);
export type Currency = t.TypeOf<typeof Currency>;

/** An amount with its currency, as it stands wherever an amount leaves its order. */
export const Money = t.readonly(
  t.strict({ amountMinor: AmountMinor, currency: Currency }),
  'Money',
);
export type Money = t.TypeOf<typeof Money>;

/** An amount beyond 2^53 − 1 minor units, which no number holds exactly. */
export interface AmountOverflow {
  readonly type: 'AmountOverflow';
  /** The exact amount, in decimal digits. */
  readonly exact: string;
}

const withinBounds = (n: number): AmountMinor =>
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- an integer within the bounds is an amount by definition
  Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, n)) as AmountMinor;

/** Narrows an exact integer that is known to lie within the bounds; beyond, it stays at the bound. */
export const clampAmount = (exact: bigint): AmountMinor => withinBounds(Number(exact));

/**
 * Narrows an exact integer to an amount.
 *
 * Gives `AmountOverflow` beyond ±(2^53 − 1).
 */
export const amountFromBigInt = (exact: bigint): E.Either<AmountOverflow, AmountMinor> => {
  const amount = Number(exact);
  return AmountMinor.is(amount)
    ? E.right(amount)
    : E.left({ type: 'AmountOverflow', exact: exact.toString() });
};

/** No amount at all. */
export const ZERO = withinBounds(0);

/**
 * Adds two amounts. Beyond ±(2^53 − 1) it stays at that bound, which no sum of an order passes:
 * placing refuses lines and adjustments whose sizes add up to more.
 */
export const plus = (a: AmountMinor, b: AmountMinor): AmountMinor => withinBounds(a + b);

/** Subtracts an amount, with the bounds of `plus`. */
export const minus = (a: AmountMinor, b: AmountMinor): AmountMinor => withinBounds(a - b);

/**
 * Adds amounts exactly.
 *
 * Gives `AmountOverflow` when the sum is beyond ±(2^53 − 1); sums on the way may be.
 */
export const sumAmounts = (
  amounts: ReadonlyArray<AmountMinor>,
): E.Either<AmountOverflow, AmountMinor> =>
  amountFromBigInt(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));

/**
 * Reads an amount from its decimal digits, the only spelling there is: no sign but a leading `-`, no
 * leading zero, no point, no exponent, no space.
 *
 * Gives `undefined` for every other spelling and beyond ±(2^53 − 1).
 *
 * @example
 * parseAmount('2499') // => 2499
 * parseAmount('24.99') // => undefined
 */
export const parseAmount = (digits: string): AmountMinor | undefined => {
  if (!/^(?:0|-?[1-9][0-9]{0,15})$/.test(digits)) return undefined;
  const amount = Number(digits);
  return AmountMinor.is(amount) ? amount : undefined;
};

/** Writes an amount as its decimal digits, which `parseAmount` reads back. */
export const formatAmount = (amount: AmountMinor): string => amount.toString();

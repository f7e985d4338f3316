import * as t from 'io-ts';

export interface UnitsBrand {
  readonly Units: unique symbol;
}
/** A number of units counted so far or left, possibly none: a safe integer from 0. */
export const Units = t.brand(
  t.number,
  (n): n is t.Branded<number, UnitsBrand> => Number.isSafeInteger(n) && n >= 0 && !Object.is(n, -0),
  'Units',
);
export type Units = t.TypeOf<typeof Units>;

export interface QuantityBrand {
  readonly Quantity: unique symbol;
}
/** A number of units that something has: at least one. */
export const Quantity = t.brand(
  Units,
  (n): n is t.Branded<Units, QuantityBrand> => n >= 1,
  'Quantity',
);
export type Quantity = t.TypeOf<typeof Quantity>;

const withinBounds = (n: number): Units =>
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- an integer within the bounds counts units by definition
  Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, n)) as Units;

/** No unit. */
export const NO_UNITS = withinBounds(0);

/** Adds units; beyond 2^53 − 1 it stays there. */
export const plusUnits = (a: Units, b: Units): Units => withinBounds(a + b);

/** Takes units away; never less than none. */
export const minusUnits = (a: Units, b: Units): Units => withinBounds(a - b);

/** The smaller of two numbers of units. */
export const fewerUnits = (a: Units, b: Units): Units => withinBounds(Math.min(a, b));

import * as E from 'fp-ts/Either';
import { absurd } from 'fp-ts/function';

import { clampAmount, ZERO, type AmountMinor } from './money';
import type { Units } from './quantity';

/**
 * How a quotient becomes an integer, by its ECMA-402 name; each is symmetric about zero.
 * `halfExpand` takes ties away from zero, `halfEven` to the even neighbour, `trunc` drops the rest.
 */
export type RoundingMode = 'halfExpand' | 'halfEven' | 'trunc';

/** The size of an integer, whichever its sign. */
// Stryker disable next-line EqualityOperator: -0n is 0n.
export const magnitude = (n: bigint): bigint => (n < 0n ? -n : n);

const roundsUp = (
  whole: bigint,
  twiceRest: bigint,
  divisor: bigint,
  mode: RoundingMode,
): boolean => {
  switch (mode) {
    case 'halfExpand':
      return twiceRest >= divisor;
    case 'halfEven':
      return twiceRest > divisor || (twiceRest === divisor && whole % 2n === 1n);
    case 'trunc':
      return false;
    default:
      return absurd(mode);
  }
};

/**
 * Divides two integers and rounds the quotient to an integer. The divisor is positive.
 *
 * @example
 * divideRounded(101n, 2n, 'halfExpand') // => 51n
 * divideRounded(101n, 2n, 'halfEven') // => 50n
 */
export const divideRounded = (dividend: bigint, divisor: bigint, mode: RoundingMode): bigint => {
  const size = magnitude(dividend);
  const whole = size / divisor;
  const up = roundsUp(whole, 2n * (size % divisor), divisor, mode);
  const rounded = up ? whole + 1n : whole;
  // Stryker disable next-line EqualityOperator: -0n is 0n.
  return dividend < 0n ? -rounded : rounded;
};

/**
 * Books a total in step with progress: the rounded share of `total` once `done` of `whole` is done.
 *
 * What a step adds is the difference of two bookings, so any order and any chunking of the steps
 * ends at the total exactly. With `halfExpand` this is `⌊(2·T·q + Q) / (2·Q)⌋`: every prefix is
 * within half a minor unit of its exact share, every step within one. Progress beyond the whole
 * counts as the whole; of an empty whole nothing is booked. Progress is in units, or in an amount that
 * is not negative.
 *
 * @example
 * booked(65, 1, 4, 'halfExpand') // => 16
 * booked(65, 2, 4, 'halfExpand') // => 33
 */
export const booked = (
  total: AmountMinor,
  done: Units | AmountMinor,
  whole: Units | AmountMinor,
  mode: RoundingMode,
): AmountMinor => {
  if (done >= whole) return whole > 0 ? total : ZERO;
  return clampAmount(divideRounded(BigInt(total) * BigInt(done), BigInt(whole), mode));
};

/** There is no weight to allocate by, but an amount to allocate. */
export interface NothingToAllocateOver {
  readonly type: 'NothingToAllocateOver';
}

/**
 * Allocates one amount over weights at one instant, by largest remainder: each share is the floor
 * or the ceiling of its exact value, the shares sum to the whole, ties go to the lower index.
 * Negative amounts are allocated as their magnitude.
 *
 * Gives `NothingToAllocateOver` when all weights are zero but the amount is not. This is right
 * across lines and wrong over time: use `booked` for successive documents.
 *
 * @example
 * allocate(1, [1, 1, 1]) // => right([1, 0, 0])
 */
export const allocate = (
  amount: AmountMinor,
  weights: ReadonlyArray<Units>,
): E.Either<NothingToAllocateOver, ReadonlyArray<AmountMinor>> => {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n)
    return amount === 0
      ? E.right(weights.map(() => ZERO))
      : E.left({ type: 'NothingToAllocateOver' });
  const size = magnitude(BigInt(amount));
  const shares = weights.map((weight, index) => {
    const product = size * BigInt(weight);
    return { index, floor: product / whole, rest: product % whole };
  });
  const missing = size - shares.reduce((sum, share) => sum + share.floor, 0n);
  // Sorting is stable: of equal remainders the lower index stays first.
  const raised = new Set(
    [...shares]
      .sort((a, b) => Number(b.rest - a.rest))
      .slice(0, Number(missing))
      .map((share) => share.index),
  );
  return E.right(
    shares.map(({ index, floor }) => {
      const share = raised.has(index) ? floor + 1n : floor;
      // Stryker disable next-line EqualityOperator: -0n is 0n.
      return clampAmount(amount < 0 ? -share : share);
    }),
  );
};

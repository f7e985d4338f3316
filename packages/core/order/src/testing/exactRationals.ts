/**
 * An independent, slow model of money: exact fractions, written from the sentences of the
 * properties and not from the code.
 */
export interface Rational {
  readonly over: bigint;
  readonly under: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

export const rational = (over: bigint | number, under: bigint | number = 1n): Rational => {
  const [a, b] = [BigInt(over), BigInt(under)];
  const divisor = gcd(a, b) * (b < 0n ? -1n : 1n);
  return { over: a / divisor, under: b / divisor };
};

const add = (a: Rational, b: Rational): Rational =>
  rational(a.over * b.under + b.over * a.under, a.under * b.under);

const negate = (a: Rational): Rational => rational(-a.over, a.under);

const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b));

export const compare = (a: Rational, b: Rational): number => {
  const difference = subtract(a, b).over;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

export const distance = (a: Rational, b: Rational): Rational => {
  const difference = subtract(a, b);
  return difference.over < 0n ? negate(difference) : difference;
};

export const HALF = rational(1n, 2n);
export const ONE = rational(1n);

export const floor = (a: Rational): bigint =>
  a.over >= 0n ? a.over / a.under : -((-a.over + a.under - 1n) / a.under);

export const ceiling = (a: Rational): bigint => -floor(negate(a));

/** The nearest integer; of two equally near the one further from zero. */
export const nearestAwayFromZero = (a: Rational): bigint =>
  a.over < 0n ? -floor(add(negate(a), HALF)) : floor(add(a, HALF));

/** The nearest integer; of two equally near the even one. */
export const nearestEven = (a: Rational): bigint => {
  const [low, high] = [floor(a), ceiling(a)];
  const side = compare(subtract(a, rational(low)), HALF);
  if (side === 0) return low % 2n === 0n ? low : high;
  return side < 0 ? low : high;
};

/** What comes of an exact fraction when its rest is dropped. */
export const towardsZero = (a: Rational): bigint => (a.over < 0n ? ceiling(a) : floor(a));

/**
 * Largest remainder, share by share: everybody gets the floor, then each missing unit goes to the
 * one that lacks most, the first of them if several do.
 */
export const largestRemainder = (
  amount: bigint,
  weights: ReadonlyArray<bigint>,
): ReadonlyArray<bigint> => {
  if (amount < 0n) return largestRemainder(-amount, weights).map((share) => -share);
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  const exact = weights.map((weight) => rational(amount * weight, whole));
  const shares = exact.map(floor);
  const given = new Set<number>();
  while (shares.reduce((sum, share) => sum + share, 0n) < amount) {
    const lacks = exact.map((share, index) => subtract(share, rational(shares[index] ?? 0n)));
    const neediest = weights
      .map((_, index) => index)
      .filter((index) => !given.has(index))
      .reduce((best, index) =>
        compare(lacks[index] ?? ONE, lacks[best] ?? ONE) > 0 ? index : best,
      );
    given.add(neediest);
    shares[neediest] = (shares[neediest] ?? 0n) + 1n;
  }
  return shares;
};

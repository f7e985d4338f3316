import * as fc from 'fast-check';

import { AmountMinor } from '../money';
import { Quantity, Units } from '../quantity';

const MAX = Number.MAX_SAFE_INTEGER;

const anyNatural = (): fc.Arbitrary<number> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.nat(100), weight: 4 },
    { arbitrary: fc.nat(1_000_000), weight: 3 },
    { arbitrary: fc.integer({ min: MAX - 100, max: MAX }), weight: 1 },
    { arbitrary: fc.nat(MAX), weight: 1 },
  );

/** Any amount that is not negative: small ones, and ones near 2^53. Shrinks to zero. */
export const anyAmount = (): fc.Arbitrary<AmountMinor> => anyNatural().filter(AmountMinor.is);

/** Any amount of either sign. Shrinks to zero. */
export const anySignedAmount = (): fc.Arbitrary<AmountMinor> =>
  fc
    .tuple(anyNatural(), fc.boolean())
    .map(([size, negative]) => (negative && size > 0 ? -size : size))
    .filter(AmountMinor.is);

/** Any number of units, none among them. Shrinks to none. */
export const anyUnits = (): fc.Arbitrary<Units> => anyNatural().filter(Units.is);

/** Any quantity that an order may have: mostly a few units, at times very many. Shrinks to one. */
export const anyQuantity = (): fc.Arbitrary<Quantity> =>
  fc
    .oneof(
      { withCrossShrink: true },
      { arbitrary: fc.integer({ min: 1, max: 5 }), weight: 6 },
      { arbitrary: fc.integer({ min: 1, max: 40 }), weight: 3 },
      { arbitrary: fc.integer({ min: 1, max: 10_000 }), weight: 1 },
    )
    .filter(Quantity.is);

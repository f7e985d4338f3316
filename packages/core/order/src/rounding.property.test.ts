import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { anyAmount, anyQuantity, anySignedAmount, anyUnits } from './arbitraries';
import type { AmountMinor } from './money';
import { Units } from './quantity';
import { allocate, booked, divideRounded } from './rounding';
import {
  ceiling,
  compare,
  distance,
  floor,
  HALF,
  largestRemainder,
  nearestAwayFromZero,
  nearestEven,
  ONE,
  rational,
  towardsZero,
} from './testing/exactRationals';
import { amountOf } from './testing/samples';

const numRuns = 1000;

/** A total over some units, and the places where its documents cut: from 0 to all of them. */
interface Chunked {
  readonly total: AmountMinor;
  readonly whole: number;
  readonly cuts: ReadonlyArray<number>;
}

const chunked = (total: fc.Arbitrary<AmountMinor>): fc.Arbitrary<Chunked> =>
  fc
    .record({
      total,
      whole: anyQuantity(),
      perMille: fc.array(fc.nat(1000), { maxLength: 6 }),
    })
    .map(({ total: amount, whole, perMille }) => ({
      total: amount,
      whole,
      cuts: [
        ...new Set([0, ...perMille.map((part) => Math.floor((part * whole) / 1000)), whole]),
      ].sort((a, b) => a - b),
    }));

const units = (n: number): Units => n as Units;
const prefix = ({ total, whole }: Chunked, done: number): number =>
  booked(total, units(done), units(whole), 'halfExpand');
const exact = ({ total, whole }: Chunked, done: number) =>
  rational(BigInt(total) * BigInt(done), whole);
const parts = (chunks: Chunked): ReadonlyArray<number> =>
  chunks.cuts
    .slice(1)
    .map((cut, index) => prefix(chunks, cut) - prefix(chunks, chunks.cuts[index] ?? 0));
const negated = (amount: AmountMinor): AmountMinor => amountOf(0 - amount);
const sum = (amounts: ReadonlyArray<number>): bigint =>
  amounts.reduce((total, amount) => total + BigInt(amount), 0n);

describe('an amount over time', () => {
  it('of either sign is within half a unit of its exact share at every prefix', () => {
    fc.assert(
      fc.property(chunked(anySignedAmount()), (chunks) => {
        for (const cut of chunks.cuts) {
          const error = distance(rational(prefix(chunks, cut)), exact(chunks, cut));
          expect(compare(error, HALF)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns },
    );
  });

  it('that is not negative has no negative part', () => {
    fc.assert(
      fc.property(chunked(anyAmount()), (chunks) => {
        for (const part of parts(chunks)) expect(part).toBeGreaterThanOrEqual(0);
      }),
      { numRuns },
    );
  });

  it('of either sign has every part less than one unit from its own exact share', () => {
    fc.assert(
      fc.property(chunked(anySignedAmount()), (chunks) => {
        parts(chunks).forEach((part, index) => {
          const quantity = (chunks.cuts[index + 1] ?? 0) - (chunks.cuts[index] ?? 0);
          const error = distance(rational(part), exact(chunks, quantity));
          expect(compare(error, ONE)).toBeLessThan(0);
        });
      }),
      { numRuns },
    );
  });

  it('is booked as an independent model of exact fractions books it, in every mode', () => {
    fc.assert(
      fc.property(chunked(anySignedAmount()), (chunks) => {
        const { total, whole } = chunks;
        for (const cut of chunks.cuts) {
          const share = exact(chunks, cut);
          const inMode = (mode: Parameters<typeof booked>[3]) =>
            BigInt(booked(total, units(cut), units(whole), mode));
          expect(inMode('halfExpand')).toBe(nearestAwayFromZero(share));
          expect(inMode('halfEven')).toBe(nearestEven(share));
          expect(inMode('trunc')).toBe(towardsZero(share));
        }
      }),
      { numRuns },
    );
  });

  it('of a positive total is booked by ⌊(2·T·q + Q) / (2·Q)⌋', () => {
    fc.assert(
      fc.property(chunked(anyAmount()), (chunks) => {
        const [total, whole] = [BigInt(chunks.total), BigInt(chunks.whole)];
        for (const cut of chunks.cuts)
          expect(BigInt(prefix(chunks, cut))).toBe(
            (2n * total * BigInt(cut) + whole) / (2n * whole),
          );
      }),
      { numRuns },
    );
  });
});

describe('an amount at one instant', () => {
  const anyWeights = (): fc.Arbitrary<ReadonlyArray<Units>> =>
    fc
      .array(fc.oneof(anyUnits(), fc.nat(3).filter(Units.is)), { minLength: 1, maxLength: 6 })
      .filter((weights) => weights.some((weight) => weight > 0));

  const allocated = (
    amount: AmountMinor,
    weights: ReadonlyArray<Units>,
  ): ReadonlyArray<AmountMinor> => {
    const shares = allocate(amount, weights);
    if (E.isLeft(shares)) throw new Error(shares.left.type);
    return shares.right;
  };

  it('property 6: allocation across lines sums to the whole, and each share is the floor or ceiling of its exact value', () => {
    fc.assert(
      fc.property(anySignedAmount(), anyWeights(), (amount, weights) => {
        const shares = allocated(amount, weights);
        const whole = sum(weights);
        expect(sum(shares)).toBe(BigInt(amount));
        shares.forEach((share, index) => {
          const value = rational(BigInt(amount) * BigInt(weights[index] ?? 0), whole);
          expect([floor(value), ceiling(value)]).toContain(BigInt(share));
        });
      }),
      { numRuns },
    );
  });

  it('property 7: allocating −T gives the negated allocation of T', () => {
    fc.assert(
      fc.property(anyAmount(), anyWeights(), (amount, weights) => {
        const negative = negated(amount);
        expect(allocated(negative, weights)).toEqual(allocated(amount, weights).map(negated));
      }),
      { numRuns },
    );
  });

  it('property 8: zero-weight lines receive zero', () => {
    fc.assert(
      fc.property(anySignedAmount(), anyWeights(), (amount, weights) => {
        allocated(amount, weights).forEach((share, index) => {
          if (weights[index] === 0) expect(share).toBe(0);
        });
      }),
      { numRuns },
    );
  });

  it('property 8: one cent over three lines lands on exactly one line', () => {
    fc.assert(
      fc.property(
        fc.tuple(anyQuantity(), anyQuantity(), anyQuantity()),
        fc.boolean(),
        (weights, negative) => {
          const shares = allocated(amountOf(negative ? -1 : 1), weights);
          expect([...shares].sort()).toEqual(negative ? [-1, 0, 0] : [0, 0, 1]);
        },
      ),
      { numRuns },
    );
  });

  it('is allocated as an independent model of exact fractions allocates it', () => {
    fc.assert(
      fc.property(anySignedAmount(), anyWeights(), (amount, weights) => {
        expect(allocated(amount, weights).map(BigInt)).toEqual(
          largestRemainder(BigInt(amount), weights.map(BigInt)),
        );
      }),
      { numRuns },
    );
  });
});

describe('a quotient', () => {
  it('is rounded as an independent model of exact fractions rounds it', () => {
    const anyDivisor = fc.bigInt({ min: 1n, max: 2n ** 54n });
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 107n), max: 2n ** 107n }), anyDivisor, (a, b) => {
        const exactly = rational(a, b);
        expect(divideRounded(a, b, 'halfExpand')).toBe(nearestAwayFromZero(exactly));
        expect(divideRounded(a, b, 'halfEven')).toBe(nearestEven(exactly));
        expect(divideRounded(a, b, 'trunc')).toBe(towardsZero(exactly));
      }),
      { numRuns },
    );
  });

  it('half way between two integers is rounded as an independent model rounds it', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 1000n }), (a, b) => {
        const [odd, even] = [(2n * a + 1n) * b, 2n * b];
        const exactly = rational(odd, even);
        expect(divideRounded(odd, even, 'halfExpand')).toBe(nearestAwayFromZero(exactly));
        expect(divideRounded(odd, even, 'halfEven')).toBe(nearestEven(exactly));
        expect(divideRounded(odd, even, 'trunc')).toBe(towardsZero(exactly));
      }),
      { numRuns },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { anySignedAmount, anyUnits } from './arbitraries';
import { formatAmount, minus, parseAmount, plus, sumAmounts } from './money';
import { booked, divideRounded } from './rounding';
import { nearestAwayFromZero, rational } from './testing/exactRationals';

const numRuns = 1000;
const MAX = BigInt(Number.MAX_SAFE_INTEGER);
const fits = (exact: bigint): boolean => exact <= MAX && exact >= -MAX;

describe('property 11', () => {
  it('a sum near and beyond 2^53 is either exact or refused as overflow, never approximate', () => {
    fc.assert(
      fc.property(fc.array(anySignedAmount(), { maxLength: 5 }), (amounts) => {
        const exact = amounts.map(BigInt).reduce((sum, amount) => sum + amount, 0n);
        const answer = sumAmounts(amounts);
        if (fits(exact)) expect(answer).toStrictEqual(E.right(Number(exact)));
        else expect(answer).toEqual(E.left({ type: 'AmountOverflow', exact: exact.toString() }));
      }),
      { numRuns },
    );
  });

  it('a sum or difference of two amounts that an amount can hold is exact', () => {
    fc.assert(
      fc.property(anySignedAmount(), anySignedAmount(), (a, b) => {
        const [sum, difference] = [BigInt(a) + BigInt(b), BigInt(a) - BigInt(b)];
        if (fits(sum)) expect(BigInt(plus(a, b))).toBe(sum);
        if (fits(difference)) expect(BigInt(minus(a, b))).toBe(difference);
      }),
      { numRuns },
    );
  });

  it('a booked share of amounts and quantities near 2^53 is exact', () => {
    fc.assert(
      fc.property(anySignedAmount(), anyUnits(), anyUnits(), (total, a, b) => {
        const [done, whole] = a < b ? [a, b] : [b, a];
        const exact = whole === 0 ? rational(0n) : rational(BigInt(total) * BigInt(done), whole);
        expect(BigInt(booked(total, done, whole, 'halfExpand'))).toBe(nearestAwayFromZero(exact));
      }),
      { numRuns },
    );
  });
});

describe('property 12', () => {
  it('digits → amount → digits is the identity', () => {
    fc.assert(
      fc.property(anySignedAmount(), (amount) => {
        expect(parseAmount(formatAmount(amount))).toBe(amount);
        expect(parseAmount(amount.toString())).toBe(amount);
      }),
      { numRuns },
    );
  });

  it('every other spelling than its digits is refused', () => {
    const anySpelling = fc.oneof(
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789-+.,eE_ xn\n٣')), maxLength: 18 }),
      fc.double().map(String),
      fc.bigInt().map(String),
      fc
        .tuple(anySignedAmount(), fc.constantFrom('.0', 'e0', ' ', 'n'))
        .map((parts) => parts.join('')),
      fc
        .tuple(fc.constantFrom('0', '+', ' ', '-'), anySignedAmount())
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anySpelling, (text) => {
        const amount = parseAmount(text);
        if (amount === undefined) {
          const number = Number(text);
          expect(Number.isSafeInteger(number) && String(number) === text).toBe(false);
        } else expect(formatAmount(amount)).toBe(text);
      }),
      { numRuns },
    );
  });
});

describe('division', () => {
  it('that leaves no rest is exact in every mode', () => {
    fc.assert(
      fc.property(anySignedAmount(), fc.bigInt({ min: 1n, max: MAX }), (quotient, divisor) => {
        for (const mode of ['halfExpand', 'halfEven', 'trunc'] as const)
          expect(divideRounded(BigInt(quotient) * divisor, divisor, mode)).toBe(BigInt(quotient));
      }),
      { numRuns },
    );
  });
});

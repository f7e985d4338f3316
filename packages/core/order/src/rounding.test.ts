import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { allocate, booked, divideRounded, type RoundingMode } from './rounding';
import { amountOf, unitsOf } from './testing/samples';

const MAX = Number.MAX_SAFE_INTEGER;

describe('dividing', () => {
  it.each<readonly [bigint, bigint, bigint, bigint, bigint]>([
    // dividend, divisor, halfExpand, halfEven, trunc
    [0n, 1n, 0n, 0n, 0n],
    [1n, 2n, 1n, 0n, 0n],
    [3n, 2n, 2n, 2n, 1n],
    [5n, 2n, 3n, 2n, 2n],
    [101n, 2n, 51n, 50n, 50n],
    [1n, 3n, 0n, 0n, 0n],
    [2n, 3n, 1n, 1n, 0n],
    [7n, 4n, 2n, 2n, 1n],
    [6n, 4n, 2n, 2n, 1n],
    [5n, 4n, 1n, 1n, 1n],
    [6n, 3n, 2n, 2n, 2n],
    [-1n, 2n, -1n, 0n, 0n],
    [-3n, 2n, -2n, -2n, -1n],
    [-5n, 2n, -3n, -2n, -2n],
    [-2n, 3n, -1n, -1n, 0n],
  ])('%d by %d rounds as its mode says', (dividend, divisor, expand, even, trunc) => {
    expect(divideRounded(dividend, divisor, 'halfExpand')).toBe(expand);
    expect(divideRounded(dividend, divisor, 'halfEven')).toBe(even);
    expect(divideRounded(dividend, divisor, 'trunc')).toBe(trunc);
  });

  it('by an unknown mode cannot be asked for', () => {
    expect(() => divideRounded(1n, 2n, 'ceil' as RoundingMode)).toThrow();
  });
});

describe('booking', () => {
  it.each<readonly [number, number, ReadonlyArray<number>]>([
    [65, 4, [0, 16, 33, 49, 65]],
    [-65, 4, [0, -16, -33, -49, -65]],
    [101, 2, [0, 51, 101]],
    [179, 3, [0, 60, 119, 179]],
    [1, 3, [0, 0, 1, 1]],
    [0, 2, [0, 0, 0]],
    [10, 4, [0, 3, 5, 8, 10]],
  ])('%d over %d units follows the cumulative rule', (total, whole, prefixes) => {
    prefixes.forEach((prefix, done) => {
      expect(booked(amountOf(total), unitsOf(done), unitsOf(whole), 'halfExpand')).toBe(prefix);
    });
  });

  it('goes by its mode', () => {
    const half = (mode: RoundingMode): number => booked(amountOf(10), unitsOf(1), unitsOf(4), mode);
    expect([half('halfExpand'), half('halfEven'), half('trunc')]).toEqual([3, 2, 2]);
  });

  it('beyond the whole is the whole', () => {
    expect(booked(amountOf(65), unitsOf(5), unitsOf(4), 'halfExpand')).toBe(65);
  });

  it('of an empty whole is nothing', () => {
    expect(booked(amountOf(65), unitsOf(0), unitsOf(0), 'halfExpand')).toBe(0);
    expect(booked(amountOf(65), unitsOf(1), unitsOf(0), 'halfExpand')).toBe(0);
  });

  it('is exact where a product of numbers is not', () => {
    expect(booked(amountOf(MAX), unitsOf(MAX - 1), unitsOf(MAX), 'halfExpand')).toBe(MAX - 1);
    expect(booked(amountOf(MAX), unitsOf(1), unitsOf(2), 'halfExpand')).toBe((MAX + 1) / 2);
  });
});

describe('allocating', () => {
  const shares = (amount: number, ...weights: ReadonlyArray<number>): unknown =>
    allocate(amountOf(amount), weights.map(unitsOf));

  it('gives ties to the lower index', () => {
    expect(shares(1, 1, 1, 1)).toEqual(E.right([1, 0, 0]));
    expect(shares(2, 1, 1, 1)).toEqual(E.right([1, 1, 0]));
    expect(shares(5, 0, 1, 1)).toEqual(E.right([0, 3, 2]));
  });

  it('gives what is missing to the largest remainders', () => {
    expect(shares(10, 1, 2, 3)).toEqual(E.right([2, 3, 5]));
    expect(shares(100, 1, 1, 4)).toEqual(E.right([17, 17, 66]));
    expect(shares(7, 3, 5, 5)).toEqual(E.right([1, 3, 3]));
  });

  it('leaves the order of the lines alone', () => {
    expect(shares(10, 3, 2, 1)).toEqual(E.right([5, 3, 2]));
  });

  it('takes a negative amount as its magnitude', () => {
    expect(shares(-10, 1, 2, 3)).toEqual(E.right([-2, -3, -5]));
    expect(shares(-1, 1, 1, 1)).toEqual(E.right([-1, 0, 0]));
  });

  it('nothing over no weight is nothing', () => {
    expect(shares(0)).toEqual(E.right([]));
    expect(shares(0, 0, 0)).toEqual(E.right([0, 0]));
    expect(shares(0, 1, 2)).toEqual(E.right([0, 0]));
  });

  it('something over no weight is refused', () => {
    expect(shares(1)).toEqual(E.left({ type: 'NothingToAllocateOver' }));
    expect(shares(-1, 0, 0)).toEqual(E.left({ type: 'NothingToAllocateOver' }));
  });

  it('is exact near 2^53', () => {
    expect(shares(MAX, MAX, MAX)).toEqual(E.right([(MAX + 1) / 2, (MAX - 1) / 2]));
  });
});

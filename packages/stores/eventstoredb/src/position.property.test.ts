import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { fromPosition, later, toPosition, type LogPosition } from './position';

const RUNS = { numRuns: 1_000 };

const anyPlace = (): fc.Arbitrary<LogPosition> =>
  fc
    .tuple(fc.bigInt(0n, 2n ** 63n - 1n), fc.bigInt(0n, 2n ** 63n - 1n))
    .map(([a, b]) => (a < b ? { commit: b, prepare: a } : { commit: a, prepare: b }));

it('a place in the log is read as it was written', () => {
  fc.assert(
    fc.property(anyPlace(), (place) => {
      expect(fromPosition(toPosition(place))).toEqual(place);
      expect(BigInt(toPosition(place).toString())).toBe(toPosition(place));
    }),
    RUNS,
  );
});

it('positions are ordered as the log is', () => {
  fc.assert(
    fc.property(anyPlace(), anyPlace(), (a, b) => {
      const isBefore = a.commit < b.commit || (a.commit === b.commit && a.prepare < b.prepare);
      expect(toPosition(a) < toPosition(b)).toBe(isBefore);
      expect(later(toPosition(a), toPosition(b))).toBe(toPosition(isBefore ? b : a));
    }),
    RUNS,
  );
});

it('a prepare behind its commit is never asked for', () => {
  expect(fromPosition(5n)).toEqual({ commit: 0n, prepare: 0n });
  expect(later(undefined, 1n)).toBe(1n);
  expect(later(1n, undefined)).toBe(1n);
});

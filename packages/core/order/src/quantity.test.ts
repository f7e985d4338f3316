import { describe, expect, it } from '@jest/globals';

import { fewerUnits, minusUnits, NO_UNITS, plusUnits, Quantity, Units } from './quantity';
import { unitsOf } from './testing/samples';

const MAX = Number.MAX_SAFE_INTEGER;

describe('units', () => {
  it.each([0, 1, MAX])('can be %d', (n) => {
    expect(Units.is(n)).toBe(true);
  });

  it.each([-0, -1, 0.5, NaN, Infinity, MAX + 1, '1', null])('cannot be %p', (value) => {
    expect(Units.is(value)).toBe(false);
  });

  it('that something has are at least one', () => {
    expect([Quantity.is(0), Quantity.is(1), Quantity.is(MAX), Quantity.is(1.5)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([Units.name, Quantity.name]).toEqual(['Units', 'Quantity']);
  });

  it('are added and taken away within their bounds', () => {
    expect(NO_UNITS).toBe(0);
    expect(plusUnits(unitsOf(2), unitsOf(3))).toBe(5);
    expect(plusUnits(unitsOf(MAX), unitsOf(1))).toBe(MAX);
    expect(minusUnits(unitsOf(3), unitsOf(2))).toBe(1);
    expect(minusUnits(unitsOf(2), unitsOf(3))).toBe(0);
  });

  it('are compared', () => {
    expect(fewerUnits(unitsOf(2), unitsOf(3))).toBe(2);
    expect(fewerUnits(unitsOf(3), unitsOf(2))).toBe(2);
    expect(fewerUnits(unitsOf(2), unitsOf(2))).toBe(2);
  });
});

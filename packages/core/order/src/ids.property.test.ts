import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Receipt, Timestamp } from './ids';

const digits = (length: number, max: number) =>
  fc.integer({ min: 0, max }).map((n) => n.toString().padStart(length, '0'));

const isWrittenByTheCalendar = (text: string): boolean => {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
};

describe('Timestamp', () => {
  it('is every instant of the years 0 to 9999 as the calendar writes it', () => {
    const min = new Date('0000-01-01T00:00:00.000Z');
    const max = new Date('9999-12-31T23:59:59.999Z');
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (instant) => {
        expect(Timestamp.is(instant.toISOString())).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is no day that its month lacks, and no hour that the day lacks', () => {
    const text = fc
      .tuple(digits(4, 9999), digits(2, 13), digits(2, 32), digits(2, 24), digits(2, 60))
      .map(
        ([year, month, day, hour, minute]) => `${year}-${month}-${day}T${hour}:${minute}:00.000Z`,
      );
    fc.assert(
      fc.property(text, (instant) => {
        expect(Timestamp.is(instant)).toBe(isWrittenByTheCalendar(instant));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('Receipt', () => {
  it('is 32 lower-case hexadecimal digits and nothing else', () => {
    const digit = fc.nat({ max: 15 }).map((n) => n.toString(16));
    const text = fc
      .tuple(
        fc.string({ unit: digit, minLength: 30, maxLength: 33 }),
        fc.nat({ max: 32 }),
        fc.string({ unit: 'binary', maxLength: 1 }),
      )
      .map(([digits, at, other]) => digits.slice(0, at) + other + digits.slice(at + 1));
    const told = new Set<boolean>();
    fc.assert(
      fc.property(
        fc.oneof(text, fc.string({ unit: digit, minLength: 32, maxLength: 32 })),
        (receipt) => {
          const is = /^[0-9a-f]{32}$/.test(receipt);
          told.add(is);
          expect(Receipt.is(receipt)).toBe(is);
        },
      ),
      { numRuns: 5000 },
    );
    expect(told.size).toBe(2);
  });
});

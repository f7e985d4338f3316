import type { Money } from '@facture/order';
import { describe, expect, it } from '@jest/globals';

import { readableAmount } from './readableAmount';

describe('readableAmount', () => {
  it.each([
    [0, 'BRL', 'BRL 0.00'],
    [5, 'BRL', 'BRL 0.05'],
    [-5, 'BRL', '-BRL 0.05'],
    [9508, 'BRL', 'BRL 95.08'],
    [100_000, 'EUR', 'EUR 1,000.00'],
    [99_999, 'EUR', 'EUR 999.99'],
    [-123_456_789, 'USD', '-USD 1,234,567.89'],
    [0, 'JPY', 'JPY 0'],
    [9508, 'JPY', 'JPY 9,508'],
    [9508, 'KWD', 'KWD 9.508'],
    [9508, 'CLF', 'CLF 0.9508'],
    [Number.MAX_SAFE_INTEGER, 'BRL', 'BRL 90,071,992,547,409.91'],
    [Number.MIN_SAFE_INTEGER, 'XOF', '-XOF 9,007,199,254,740,991'],
  ])('writes %p of %s as %s', (amountMinor, currency, text) => {
    expect(readableAmount({ amountMinor, currency } as Money)).toBe(text);
  });
});

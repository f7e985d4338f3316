import { describe, expect, it } from '@jest/globals';
import { Money } from '@facture/order';

import { moneyText } from './moneyText';
import { right } from './testing/documents';

describe('moneyText', () => {
  it.each([
    [9508, 'BRL', 'BRL 95.08'],
    [5, 'BRL', 'BRL 0.05'],
    [0, 'USD', 'USD 0.00'],
    [-3, 'EUR', 'EUR -0.03'],
    [9508, 'JPY', 'JPY 9508'],
    [9508, 'KWD', 'KWD 9.508'],
    [Number.MAX_SAFE_INTEGER, 'BRL', 'BRL 90071992547409.91'],
  ])('writes %p of %s exactly', (amountMinor, currency, text) => {
    expect(moneyText(right(Money.decode({ amountMinor, currency })))).toBe(text);
  });
});

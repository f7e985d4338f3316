import type { AmountMinor, Currency } from '@facture/order';
import { describe, expect, it } from '@jest/globals';

import { money } from './money';

const written = (locale: string, amountMinor: number, currency: string): string =>
  money(locale, amountMinor as AmountMinor, currency as Currency).replace(/\s/gu, ' ');

describe('money', () => {
  it.each([
    ['en', 950_800, 'BRL', 'R$9,508.00'],
    ['pt-BR', 950_800, 'BRL', 'R$ 9.508,00'],
    ['en', -5, 'EUR', '-€0.05'],
    ['en', 9_508, 'JPY', '¥9,508'],
    ['en', 9_508, 'CLP', 'CLP 9,508'],
    ['en', 1_234, 'KWD', 'KWD 1.234'],
    ['en', 1, 'XXX', '¤0.01'],
  ])('is written for %s: %d of %s is %s', (locale, amountMinor, currency, text) => {
    expect(written(locale, amountMinor, currency)).toBe(text);
  });

  it('loses no cent of the greatest amounts', () => {
    expect(written('en', Number.MAX_SAFE_INTEGER, 'USD')).toBe('$90,071,992,547,409.91');
    expect(written('en', -Number.MAX_SAFE_INTEGER, 'USD')).toBe('-$90,071,992,547,409.91');
  });
});

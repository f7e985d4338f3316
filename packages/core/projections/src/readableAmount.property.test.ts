import { parseAmount } from '@facture/order';
import { anyCurrency, anySignedAmount } from '@facture/order/arbitraries';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { currencyDigits } from './currencyDigits';
import { readableAmount } from './readableAmount';

describe('readableAmount', () => {
  it('loses no digit of an amount', () => {
    fc.assert(
      fc.property(anySignedAmount(), anyCurrency(), (amountMinor, currency) => {
        const text = readableAmount({ amountMinor, currency });
        const digits = text.replace(/[^-\d]/g, '').replace(/^(-?)0+(?=\d)/, '$1');
        expect(parseAmount(digits)).toBe(amountMinor);
        expect(text.split('.')[1]?.length ?? 0).toBe(currencyDigits(currency));
      }),
      { numRuns: 1000 },
    );
  });
});

import type { Currency } from '@facture/order';
import { describe, expect, it } from '@jest/globals';

import { currencyDigits } from './currencyDigits';

const withDigits = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: 'ARS BRL COP EUR MXN PEN RON USD',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

describe('currencyDigits', () => {
  it.each(Object.entries(withDigits))('counts %s digits for %s', (digits, codes) => {
    for (const code of codes.split(' '))
      expect([code, currencyDigits(code as Currency)]).toEqual([code, Number(digits)]);
  });
});

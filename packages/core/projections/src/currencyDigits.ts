import type { Currency } from '@facture/order';

// ISO 4217, list one: the currencies whose minor unit is not the hundredth.
const OTHER_THAN_TWO = new Map<string, number>([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF'].map(
    (code) => [code, 0] as const,
  ),
  ...['UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [code, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
  ...['CLF', 'UYW'].map((code) => [code, 4] as const),
]);

/**
 * Counts the decimal digits of a currency's minor unit, by ISO 4217; two where it says nothing.
 *
 * @example
 * currencyDigits('BRL') // => 2
 * currencyDigits('JPY') // => 0
 */
export const currencyDigits = (currency: Currency): number => OTHER_THAN_TWO.get(currency) ?? 2;

import { formatAmount, type Money } from '@facture/order';

import { currencyDigits } from './currencyDigits';

/**
 * Writes an amount for English readers, in major units with all digits of the currency, the same on
 * every machine.
 *
 * @example
 * readableAmount({ amountMinor: 950800, currency: 'BRL' }) // => 'BRL 9,508.00'
 * readableAmount({ amountMinor: -9508, currency: 'JPY' }) // => '-JPY 9,508'
 */
export const readableAmount = ({ amountMinor, currency }: Money): string => {
  const fractionDigits = currencyDigits(currency);
  const written = formatAmount(amountMinor);
  const sign = amountMinor < 0 ? '-' : '';
  const digits = written.slice(sign.length).padStart(fractionDigits + 1, '0');
  const point = digits.length - fractionDigits;
  const whole = digits.slice(0, point).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const fraction = fractionDigits > 0 ? `.${digits.slice(point)}` : '';
  return `${sign}${currency} ${whole}${fraction}`;
};

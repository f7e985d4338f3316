import type { Money } from '@facture/order';

/**
 * Writes an amount for a reader, exactly, with as many decimals as ISO 4217 gives its currency.
 *
 * @example
 * moneyText({ amountMinor: 9508, currency: 'BRL' }) // => 'BRL 95.08'
 * moneyText({ amountMinor: 9508, currency: 'JPY' }) // => 'JPY 9508'
 */
export const moneyText = ({ amountMinor, currency }: Money): string => {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const decimals = Number(format.resolvedOptions().maximumFractionDigits);
  const digits = Math.abs(amountMinor)
    .toString()
    .padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return `${currency} ${amountMinor < 0 ? '-' : ''}${text}`;
};

import type { AmountMinor, Currency } from '@facture/order';
import { currencyDigits } from '@facture/projections';

/** The decimal digits of an amount in major units, none of them lost: `-9508` of `BRL` is `-95.08`. */
const majorDigits = (amountMinor: AmountMinor, currency: Currency): `${number}` => {
  const fraction = currencyDigits(currency);
  const digits = Math.abs(amountMinor)
    .toString()
    .padStart(fraction + 1, '0');
  const point = digits.length - fraction;
  const decimals = fraction === 0 ? '' : `.${digits.slice(point)}`;
  const sign = amountMinor < 0 ? '-' : '';
  return `${sign}${digits.slice(0, point)}${decimals}` as `${number}`;
};

/** Writes an amount as people of a locale do, with all digits that its currency has. */
export const money = (locale: string, amountMinor: AmountMinor, currency: Currency): string => {
  const digits = currencyDigits(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(majorDigits(amountMinor, currency));
};

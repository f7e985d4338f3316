import type * as E from 'fp-ts/Either';
import {
  amountFromBigInt,
  divideRounded,
  type AmountMinor,
  type AmountOverflow,
  type Quantity,
} from '@facture/order';

import type { Reader } from './fields';

/** How much one unit of a line is: an integer of `scale`-ths. 0.3 is 3 tenths. */
export interface Multiplier {
  readonly scaled: bigint;
  readonly scale: bigint;
}

/** One unit of a line is one unit of its price. */
export const ONE: Multiplier = { scaled: 1n, scale: 1n };

const DECIMAL = /^([0-9]{1,12})(?:\.([0-9]{1,12}))?$/;

/** A decimal above zero with at most 12 digits on either side of the point, read exactly. */
export const multiplier: Reader<Multiplier> = {
  expected: 'multiplier',
  read: (json) => {
    // Stryker disable next-line ConditionalExpression: nothing else has digits.
    if (json.kind !== 'number' && json.kind !== 'string') return undefined;
    const [whole, fraction = ''] =
      DECIMAL.exec(json.kind === 'number' ? json.source : json.value)?.slice(1) ?? [];
    if (whole === undefined) return undefined;
    const scaled = BigInt(whole + fraction);
    return scaled > 0n ? { scaled, scale: 10n ** BigInt(fraction.length) } : undefined;
  },
};

/**
 * Multiplies a price by quantity and multiplier, and rounds once, half away from zero.
 *
 * Gives `AmountOverflow` beyond 2^53 − 1.
 *
 * @example
 * lineAmount(199, 3, { scaled: 3n, scale: 10n }) // => right(179)
 */
export const lineAmount = (
  price: AmountMinor,
  quantity: Quantity,
  { scaled, scale }: Multiplier,
): E.Either<AmountOverflow, AmountMinor> =>
  amountFromBigInt(divideRounded(BigInt(price) * BigInt(quantity) * scaled, scale, 'halfExpand'));

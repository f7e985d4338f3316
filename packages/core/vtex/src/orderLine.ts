import * as E from 'fp-ts/Either';
import { minus, ZERO, type AmountMinor, type OrderLine, type SellerId } from '@facture/order';

import { openSection, problem, readField, together, type Checked, type Section } from './fields';
import { lineAmount, multiplier, ONE } from './multiplier';
import * as value from './values';

/** An item of an order document: a line, and who sells it. */
export interface ReadLine {
  readonly line: OrderLine;
  readonly sellerId: SellerId | null;
}

const readTotal = (item: Section): Checked<AmountMinor | null> => {
  const definition = openSection(item, 'priceDefinition');
  return E.isLeft(definition)
    ? definition
    : readField(definition.right, 'total', value.optional(value.valueFromZero));
};

// Stryker disable next-line EqualityOperator: zero is zero.
const atLeastZero = (amount: AmountMinor): AmountMinor => (amount < 0 ? ZERO : amount);

/** What is wrong with a product is wrong with its price. */
const priced = (
  item: Section,
  name: string,
  ...factors: Parameters<typeof lineAmount>
): Checked<AmountMinor> => {
  const amount = lineAmount(...factors);
  return E.isRight(amount)
    ? amount
    : problem(`${item.prefix}${name}`, 'lineAmount', item.members.get(name));
};

/**
 * Reads an item of an order document as a line. Its amount is `priceDefinition.total` when given,
 * else price × quantity × `unitMultiplier`, rounded once; the price is `sellingPrice`, else `price`.
 * What `price` alone would have cost beyond that is its discount.
 */
export const readLine = (section: Section): Checked<ReadLine> => {
  const item = together({
    skuId: readField(section, 'id', value.skuId),
    sellerId: readField(section, 'seller', value.optional(value.sellerId)),
    description: readField(section, 'name', value.optional(value.text)),
    quantity: readField(section, 'quantity', value.quantity),
    price: readField(section, 'price', value.valueFromZero),
    sellingPrice: readField(section, 'sellingPrice', value.optional(value.valueFromZero)),
    unit: readField(section, 'unitMultiplier', value.optional(multiplier)),
    total: readTotal(section),
  });
  if (E.isLeft(item)) return item;
  const { skuId, sellerId, description, quantity, price, sellingPrice, unit, total } = item.right;
  const amounts = together({
    full: priced(section, 'price', price, quantity, unit ?? ONE),
    sold:
      sellingPrice === null
        ? E.right(null)
        : priced(section, 'sellingPrice', sellingPrice, quantity, unit ?? ONE),
  });
  if (E.isLeft(amounts)) return amounts;
  const { full, sold } = amounts.right;
  const amountMinor = total ?? sold ?? full;
  return E.right({
    sellerId,
    line: {
      skuId,
      description,
      quantity,
      unitPriceMinor: price,
      amountMinor,
      discountMinor: atLeastZero(minus(full, amountMinor)),
    },
  });
};

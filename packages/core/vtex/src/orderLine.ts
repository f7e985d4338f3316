import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { minus, ZERO, type AmountMinor, type OrderLine, type SellerId } from '@facture/order';

import { openSection, problem, readField, together, type Checked, type Section } from './fields';
import { lineAmount, multiplier } from './multiplier';
import * as value from './values';

/** An item of an order document: a line, and who sells it. */
export interface ReadLine {
  readonly line: OrderLine;
  readonly sellerId: SellerId | null;
}

const readTotal = (item: Section): Checked<AmountMinor | null> =>
  pipe(
    openSection(item, 'priceDefinition'),
    E.chain((definition) => readField(definition, 'total', value.optional(value.valueFromZero))),
  );

// Stryker disable next-line EqualityOperator: zero is zero.
const atLeastZero = (amount: AmountMinor): AmountMinor => (amount < 0 ? ZERO : amount);

/** What is wrong with a product is wrong with its price. */
const priced = (
  item: Section,
  name: string,
  ...factors: Parameters<typeof lineAmount>
): Checked<AmountMinor> =>
  pipe(
    lineAmount(...factors),
    E.orElseW(() => problem(`${item.prefix}${name}`, 'lineAmount', item.members.get(name))),
  );

/**
 * Reads an item of an order document as a line. Its amount is `priceDefinition.total` when given,
 * else price × quantity × `unitMultiplier`, rounded once; the price is `sellingPrice`, else `price`.
 * What `price` alone would have cost beyond that is its discount.
 */
export const readLine = (section: Section): Checked<ReadLine> =>
  pipe(
    together({
      skuId: readField(section, 'id', value.skuId),
      sellerId: readField(section, 'seller', value.optional(value.sellerId)),
      description: readField(section, 'name', value.optional(value.text)),
      quantity: readField(section, 'quantity', value.quantity),
      price: readField(section, 'price', value.valueFromZero),
      sellingPrice: readField(section, 'sellingPrice', value.optional(value.valueFromZero)),
      unit: readField(section, 'unitMultiplier', value.withDefault('1', multiplier)),
      total: readTotal(section),
    }),
    E.chain(({ price, sellingPrice, quantity, unit, total, ...item }) =>
      pipe(
        together({
          full: priced(section, 'price', price, quantity, unit),
          sold:
            sellingPrice === null
              ? E.right(null)
              : priced(section, 'sellingPrice', sellingPrice, quantity, unit),
        }),
        E.map(({ full, sold }) => ({
          sellerId: item.sellerId,
          line: {
            skuId: item.skuId,
            description: item.description,
            quantity,
            unitPriceMinor: price,
            amountMinor: total ?? sold ?? full,
            discountMinor: atLeastZero(minus(full, total ?? sold ?? full)),
          },
        })),
      ),
    ),
  );

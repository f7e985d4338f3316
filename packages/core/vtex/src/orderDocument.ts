import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { Currency, PlaceOrder, SellerId } from '@facture/order';

import { adjustmentsOf, readTotals } from './adjustments';
import {
  noSection,
  openList,
  openSection,
  problem,
  readDocument,
  readField,
  readList,
  together,
  type Checked,
  type InvalidDocument,
  type Section,
} from './fields';
import type { Json } from './json';
import type { Submission } from './notification';
import { readLine, type ReadLine } from './orderLine';
import * as value from './values';

/** An order document, read. Whether it adds up is for the order to decide. */
export type OrderDocument = Pick<
  PlaceOrder,
  'orderId' | 'sellerId' | 'currency' | 'valueMinor' | 'lines' | 'adjustments'
>;

const readLines = (document: Section): Checked<ReadonlyArray<ReadLine>> =>
  pipe(
    readList(document, 'items', readLine),
    E.chain((lines) =>
      lines.length === 0
        ? problem('items', 'filledList', document.members.get('items'))
        : E.right(lines),
    ),
  );

/** The seller of the account itself is called "1". */
const readFirstSeller = (document: Section): Checked<SellerId> =>
  pipe(
    openList(document, 'sellers'),
    // Stryker disable next-line StringLiteral: nothing is wrong with a seller that is not there.
    E.chain(([first = noSection('sellers[0].')]) =>
      readField(first, 'id', value.withDefault('1', value.sellerId)),
    ),
  );

/** An order has one seller: that of its items, else the first one named. */
const sellerOf = (lines: ReadonlyArray<ReadLine>, firstSeller: SellerId): Checked<SellerId> => {
  const named = lines.flatMap(({ sellerId }, index) =>
    sellerId === null ? [] : [{ sellerId, index }],
  );
  const seller = named[0]?.sellerId ?? firstSeller;
  const other = named.find(({ sellerId }) => sellerId !== seller);
  return other === undefined
    ? E.right(seller)
    : problem(`items[${other.index}].seller`, 'oneSeller', {
        kind: 'string',
        value: other.sellerId,
      });
};

const readCurrency = (document: Section): Checked<Currency> =>
  pipe(
    openSection(document, 'storePreferencesData'),
    E.chain((preferences) => readField(preferences, 'currencyCode', value.currency)),
  );

/**
 * Reads an order as the platform's "get order" route returns it; what is not needed is ignored.
 *
 * Gives `InvalidDocument` with every field that is not as it must be.
 */
export const decodeOrderDocument: (json: Json) => E.Either<InvalidDocument, OrderDocument> =
  readDocument((document) =>
    pipe(
      together({
        orderId: readField(document, 'orderId', value.orderId),
        currency: readCurrency(document),
        valueMinor: readField(document, 'value', value.valueFromZero),
        lines: readLines(document),
        totals: readTotals(document),
        firstSeller: readFirstSeller(document),
      }),
      E.chain(({ orderId, currency, valueMinor, lines: read, totals, firstSeller }) => {
        const lines = read.map(({ line }) => line);
        return together({
          orderId: E.right(orderId),
          sellerId: sellerOf(read, firstSeller),
          currency: E.right(currency),
          valueMinor: E.right(valueMinor),
          lines: E.right(lines),
          adjustments: adjustmentsOf(document, totals, lines),
        });
      }),
    ),
  );

/** Makes an order document the command to place the order. */
export const toPlaceOrder = (
  order: OrderDocument,
  { commandId, at, receipt }: Omit<Submission, 'orderId'>,
): PlaceOrder => ({ type: 'PlaceOrder', commandId, at, receipt, ...order });

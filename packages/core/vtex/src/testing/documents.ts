import type { CommandId, OrderId, Receipt, Timestamp } from '@facture/order';
import * as E from 'fp-ts/Either';

import { parseJson, type Json } from '../json';
import { decodeNotification, type Notification } from '../notification';

/** The right side, or a failing test that shows the left. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isRight(either)) return either.right;
  throw new Error(JSON.stringify(either.left));
};

/** Reads JSON text that is known to be good. */
export const jsonOf = (text: string): Json => right(parseJson(text));

/** The JSON that a value is sent as. */
export const sent = (value: unknown): Json => jsonOf(JSON.stringify(value));

/** The notification of the platform's own document. */
export const documentNotification = {
  type: 'Output',
  invoiceNumber: 'NFe-00001',
  courier: '',
  trackingNumber: '',
  trackingUrl: '',
  items: [{ id: '345117', quantity: 1, description: '335', price: 9003 }],
  issuanceDate: '2013-11-21T00:00:00',
  invoiceValue: 9508,
};

/** That notification as it is read, with these changes. */
export const notificationWith = (changes: object): Notification =>
  right(decodeNotification(sent({ ...documentNotification, ...changes })));

/** The order that it invoices, as the "get order" route returns it, shortened. */
export const documentOrder = {
  orderId: '00-v5195004lux-01',
  sequence: '502556',
  status: 'handling',
  value: 9508,
  totals: [
    { id: 'Items', name: 'Total dos Itens', value: 9003 },
    { id: 'Discounts', name: 'Total dos Descontos', value: 0 },
    { id: 'Shipping', name: 'Total do Frete', value: 505 },
    { id: 'Tax', name: 'Total da Taxa', value: 0 },
  ],
  items: [
    {
      uniqueId: '94913BB553334977BFD669A24E678C69',
      id: '345117',
      productId: '6',
      quantity: 1,
      seller: '1',
      name: '335',
      price: 9003,
      listPrice: 9990,
      sellingPrice: 9003,
      unitMultiplier: 1.0,
      priceDefinition: {
        sellingPrices: [{ value: 9003, quantity: 1 }],
        calculatedSellingPrice: 9003,
        total: 9003,
        reason: null,
      },
    },
  ],
  sellers: [{ id: '1', name: 'Lux Store' }],
  storePreferencesData: { countryCode: 'BRA', currencyCode: 'BRL' },
};

/** What a document does not say of itself. */
export const submission = {
  orderId: '00-v5195004lux-01' as OrderId,
  commandId: 'command-1' as CommandId,
  at: '2022-11-04T14:49:17.107Z' as Timestamp,
  receipt: '527b1ae251264ef1b7a9b597cd8f16b9' as Receipt,
};

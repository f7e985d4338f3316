import * as E from 'fp-ts/Either';

import type { InvoiceNotification, OrderToPlace } from '../documents';

/** An order of as many units at 100. */
export const orderOf = (orderId: string, quantity = 1_000): OrderToPlace => ({
  orderId,
  value: quantity * 100,
  items: [{ id: 'sku-1', quantity, price: 100, seller: `seller of ${orderId}` }],
  storePreferencesData: { currencyCode: 'BRL' },
});

/** A sale of as many of its units. */
export const saleOf = (invoiceNumber: string, quantity = 1) =>
  ({
    type: 'Output',
    invoiceNumber,
    invoiceValue: quantity * 100,
    issuanceDate: '2026-01-31',
    items: [{ id: 'sku-1', quantity, price: 100 }],
  }) satisfies InvoiceNotification;

/** What a call of a test must succeed with. */
export const ok = <A>(called: E.Either<unknown, A>): A => {
  if (E.isLeft(called)) throw new Error(JSON.stringify(called.left));
  return called.right;
};

import { absurd } from 'fp-ts/function';

import type { OrderEvent } from './events';
import type { InvoiceNumber, SellerId } from './ids';

/** Within what an invoice number is unique: all orders of a seller, one order, or everything. */
export type InvoiceNumberScope = 'seller' | 'order' | 'account';

/**
 * Names the unique key that a document's number takes across orders. Within one order its history
 * keeps numbers unique, so scope `order` needs no key.
 */
export const invoiceNumberClaim = (
  scope: InvoiceNumberScope,
  sellerId: SellerId,
  invoiceNumber: InvoiceNumber,
): string | undefined => {
  switch (scope) {
    case 'seller':
      return JSON.stringify(['invoice-number', sellerId, invoiceNumber]);
    case 'account':
      return JSON.stringify(['invoice-number', invoiceNumber]);
    case 'order':
      return undefined;
    default:
      return absurd(scope);
  }
};

/** Names the unique keys that events need before they may be stored. */
export const claimsOf =
  (scope: InvoiceNumberScope) =>
  (events: ReadonlyArray<OrderEvent>): ReadonlyArray<string> =>
    events.flatMap((event) => {
      if (event.type !== 'InvoiceAdded' && event.type !== 'ReturnInvoiced') return [];
      const claim = invoiceNumberClaim(scope, event.data.sellerId, event.data.invoiceNumber);
      return claim === undefined ? [] : [claim];
    });

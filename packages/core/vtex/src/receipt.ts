import type { OrderId, Receipt } from '@facture/order';

import type { Notification } from './notification';
import type { OrderDocument } from './orderDocument';

/**
 * Writes what a notification says of its document, without its tracking fields, as one text: equal
 * texts are equal documents of one order. Dates count as the instants they name.
 */
export const notificationText = (orderId: OrderId, notification: Notification): string =>
  JSON.stringify([
    'notification',
    orderId,
    notification.documentType,
    notification.invoiceNumber,
    notification.valueMinor,
    notification.issuanceDate.at,
    notification.invoiceKey,
    notification.invoiceUrl,
    notification.embeddedInvoice,
    notification.items.map((item) => [
      item.skuId,
      item.lineIndex,
      item.quantity,
      item.unitPriceMinor,
      item.description,
    ]),
  ]);

/** Writes what an order document says as one text: equal texts are equal orders. */
export const orderText = (order: OrderDocument): string =>
  JSON.stringify([
    'order',
    order.orderId,
    order.sellerId,
    order.currency,
    order.valueMinor,
    order.lines.map((line) => [
      line.skuId,
      line.description,
      line.quantity,
      line.unitPriceMinor,
      line.amountMinor,
      line.discountMinor,
    ]),
    order.adjustments.map(({ kind, label, amountMinor }) => [kind, label, amountMinor]),
  ]);

/**
 * Derives the receipt of what was accepted from its text: the first 32 hexadecimal digits of a hash,
 * such as SHA-256 over UTF-8. The hash answers at least as many, so any replica answers alike.
 */
export const receiptOf =
  (hash: (text: string) => string) =>
  (text: string): Receipt =>
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- 32 digits of a hexadecimal hash are a receipt by definition
    hash(text).toLowerCase().slice(0, 32) as Receipt;

import type { AddDocument, OrderCommand, PlaceOrder, Tracking } from './commands';
import type { BookedItem, InvoiceAdded, OrderEvent } from './events';
import type { InvoiceNumber } from './ids';
import { minus, plus, ZERO } from './money';
import type { PlacedOrder } from './state';

// Every constructor writes every key, always in the same order: equal facts have equal bytes.

/** States that an order was placed. */
export const orderPlaced = (command: PlaceOrder): OrderEvent => ({
  type: 'OrderPlaced',
  data: {
    orderId: command.orderId,
    sellerId: command.sellerId,
    currency: command.currency,
    valueMinor: command.valueMinor,
    lines: command.lines.map((line) => ({
      skuId: line.skuId,
      description: line.description,
      quantity: line.quantity,
      unitPriceMinor: line.unitPriceMinor,
      amountMinor: line.amountMinor,
      discountMinor: line.discountMinor,
    })),
    adjustments: command.adjustments.map(({ kind, label, amountMinor }) => ({
      kind,
      label,
      amountMinor,
    })),
    receipt: command.receipt,
    occurredAt: command.at,
  },
});

const acceptedData = (
  command: AddDocument,
  order: PlacedOrder,
  items: ReadonlyArray<BookedItem>,
): InvoiceAdded => ({
  orderId: command.orderId,
  sellerId: order.placed.sellerId,
  invoiceNumber: command.invoiceNumber,
  currency: order.placed.currency,
  valueMinor: command.valueMinor,
  extraMinor: minus(
    command.valueMinor,
    items.flatMap(({ bookings }) => bookings).reduce((sum, b) => plus(sum, b.amountMinor), ZERO),
  ),
  items,
  issuanceDate: command.issuanceDate,
  issuedAt: command.issuedAt,
  invoiceKey: command.invoiceKey,
  invoiceUrl: command.invoiceUrl,
  embeddedInvoice: command.embeddedInvoice,
  receipt: command.receipt,
  occurredAt: command.at,
});

/** States that a document was accepted with these items. */
export const documentAccepted = (
  command: AddDocument,
  order: PlacedOrder,
  items: ReadonlyArray<BookedItem>,
): OrderEvent => ({
  type: command.documentType === 'Output' ? 'InvoiceAdded' : 'ReturnInvoiced',
  data: acceptedData(command, order, items),
});

/** States what is new of a package. */
export const trackingUpdated = (
  command: OrderCommand & { readonly invoiceNumber: InvoiceNumber },
  news: Tracking,
): OrderEvent => ({
  type: 'TrackingUpdated',
  data: {
    orderId: command.orderId,
    invoiceNumber: command.invoiceNumber,
    courier: news.courier,
    trackingNumber: news.trackingNumber,
    trackingUrl: news.trackingUrl,
    dispatchedDate: news.dispatchedDate,
    isDelivered: news.isDelivered,
    deliveredDate: news.deliveredDate,
    checkpoints: news.checkpoints.map(({ city, state, description, date }) => ({
      city,
      state,
      description,
      date,
    })),
    occurredAt: command.at,
  },
});

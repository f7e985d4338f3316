import * as t from 'io-ts';

import { InvoiceNumber, LineIndex, OrderId, Receipt, SellerId, SkuId, Timestamp } from './ids';
import { AmountMinor, Currency } from './money';
import { Quantity } from './quantity';

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);
const record = <P extends t.Props>(props: P, name: string) =>
  t.readonly(t.strict(props, name), name);
const list = <C extends t.Mixed>(codec: C) => t.readonlyArray(codec);

/** Which way a document goes: `Output` sells, `Input` takes back. */
export const DocumentType = t.union([t.literal('Output'), t.literal('Input')], 'DocumentType');
export type DocumentType = t.TypeOf<typeof DocumentType>;

/**
 * One position of an order, known by its index. `amountMinor` is what all its units cost, which need
 * not be price × quantity; `discountMinor` ≥ 0 is what had been taken off to arrive there.
 */
export const OrderLine = record(
  {
    skuId: SkuId,
    description: nullable(t.string),
    quantity: Quantity,
    unitPriceMinor: AmountMinor,
    amountMinor: AmountMinor,
    discountMinor: AmountMinor,
  },
  'OrderLine',
);
export type OrderLine = t.TypeOf<typeof OrderLine>;

/** What an adjustment is for. */
export const AdjustmentKind = t.keyof(
  { shipping: null, tax: null, discount: null, interest: null, other: null },
  'AdjustmentKind',
);
export type AdjustmentKind = t.TypeOf<typeof AdjustmentKind>;

/** An amount of the order that belongs to no line. `label` is its name where the order came from. */
export const Adjustment = record(
  { kind: AdjustmentKind, label: t.string, amountMinor: AmountMinor },
  'Adjustment',
);
export type Adjustment = t.TypeOf<typeof Adjustment>;

/** The units and the amount that an item takes from one line. */
export const Booking = record(
  { lineIndex: LineIndex, quantity: Quantity, amountMinor: AmountMinor },
  'Booking',
);
export type Booking = t.TypeOf<typeof Booking>;

/** An item as the document names it: `lineIndex` only where the document did, price per unit. */
export const DocumentItem = record(
  {
    skuId: SkuId,
    lineIndex: nullable(LineIndex),
    quantity: Quantity,
    unitPriceMinor: AmountMinor,
    description: nullable(t.string),
  },
  'DocumentItem',
);
export type DocumentItem = t.TypeOf<typeof DocumentItem>;

/** An item as it was accepted: what the document said, and what was booked for it. */
export const BookedItem = record(
  {
    skuId: SkuId,
    lineIndex: nullable(LineIndex),
    quantity: Quantity,
    unitPriceMinor: AmountMinor,
    description: nullable(t.string),
    bookings: list(Booking),
  },
  'BookedItem',
);
export type BookedItem = t.TypeOf<typeof BookedItem>;

/** A scan or a stop of a package on its way, as the carrier told it. */
export const TrackingCheckpoint = record(
  {
    city: nullable(t.string),
    state: nullable(t.string),
    description: nullable(t.string),
    date: nullable(t.string),
  },
  'TrackingCheckpoint',
);
export type TrackingCheckpoint = t.TypeOf<typeof TrackingCheckpoint>;

/** An order was placed: its lines and adjustments sum to its value. */
export const OrderPlaced = record(
  {
    orderId: OrderId,
    sellerId: SellerId,
    currency: Currency,
    valueMinor: AmountMinor,
    lines: list(OrderLine),
    adjustments: list(Adjustment),
    receipt: Receipt,
    occurredAt: Timestamp,
  },
  'OrderPlaced',
);
export type OrderPlaced = t.TypeOf<typeof OrderPlaced>;

const document = {
  orderId: OrderId,
  sellerId: SellerId,
  invoiceNumber: InvoiceNumber,
  currency: Currency,
  valueMinor: AmountMinor,
  extraMinor: AmountMinor,
  items: list(BookedItem),
  issuanceDate: t.string,
  issuedAt: Timestamp,
  invoiceKey: nullable(t.string),
  invoiceUrl: nullable(t.string),
  embeddedInvoice: nullable(t.string),
  receipt: Receipt,
  occurredAt: Timestamp,
};

/**
 * A sale document was accepted. `extraMinor` is its value less what its items were booked at;
 * `issuanceDate` is the text as sent and `issuedAt` the instant it names.
 */
export const InvoiceAdded = record(document, 'InvoiceAdded');
export type InvoiceAdded = t.TypeOf<typeof InvoiceAdded>;

/** A return document was accepted: its value is reimbursed to the shopper. Shaped as a sale document. */
export const ReturnInvoiced = record(document, 'ReturnInvoiced');
export type ReturnInvoiced = t.TypeOf<typeof ReturnInvoiced>;

/** What is known of a package changed: null stands for "as before", the checkpoints are new ones. */
export const TrackingUpdated = record(
  {
    orderId: OrderId,
    invoiceNumber: InvoiceNumber,
    courier: nullable(t.string),
    trackingNumber: nullable(t.string),
    trackingUrl: nullable(t.string),
    dispatchedDate: nullable(t.string),
    isDelivered: nullable(t.boolean),
    deliveredDate: nullable(t.string),
    checkpoints: list(TrackingCheckpoint),
    occurredAt: Timestamp,
  },
  'TrackingUpdated',
);
export type TrackingUpdated = t.TypeOf<typeof TrackingUpdated>;

/** Everything that can have happened to an order. */
export type OrderEvent =
  | { readonly type: 'OrderPlaced'; readonly data: OrderPlaced }
  | { readonly type: 'InvoiceAdded'; readonly data: InvoiceAdded }
  | { readonly type: 'TrackingUpdated'; readonly data: TrackingUpdated }
  | { readonly type: 'ReturnInvoiced'; readonly data: ReturnInvoiced };

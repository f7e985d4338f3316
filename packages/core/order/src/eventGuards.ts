// Written by `pnpm generate` from the codecs that it names. Do not edit.

import type {
  Adjustment,
  BookedItem,
  Booking,
  InvoiceAdded,
  OrderLine,
  OrderPlaced,
  ReturnInvoiced,
  TrackingCheckpoint,
  TrackingUpdated,
} from './events';
import { AmountMinor, Currency } from './money';
import { InvoiceNumber, LineIndex, OrderId, Receipt, SellerId, SkuId, Timestamp } from './ids';
import { Quantity, Units } from './quantity';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (u: unknown): u is Fields =>
  typeof u === 'object' && u !== null && !Array.isArray(u);

interface Refinement<A> {
  predicate(value: A): boolean;
}

const orderId: Refinement<string> = OrderId;
const isOrderId = (u: unknown): u is OrderId => typeof u === 'string' && orderId.predicate(u);

const sellerId: Refinement<string> = SellerId;
const isSellerId = (u: unknown): u is SellerId => typeof u === 'string' && sellerId.predicate(u);

const currency: Refinement<string> = Currency;
const isCurrency = (u: unknown): u is Currency => typeof u === 'string' && currency.predicate(u);

const amountMinor: Refinement<unknown> = AmountMinor;
const isAmountMinor = (u: unknown): u is AmountMinor => amountMinor.predicate(u);

const skuId: Refinement<string> = SkuId;
const isSkuId = (u: unknown): u is SkuId => typeof u === 'string' && skuId.predicate(u);

const units: Refinement<unknown> = Units;
const isUnits = (u: unknown): u is Units => units.predicate(u);

const quantity: Refinement<unknown> = Quantity;
const isQuantity = (u: unknown): u is Quantity => isUnits(u) && quantity.predicate(u);

const isOrderLine = (u: unknown): u is OrderLine =>
  isFields(u) &&
  isSkuId(u['skuId']) &&
  (typeof u['description'] === 'string' || u['description'] === null) &&
  isQuantity(u['quantity']) &&
  isAmountMinor(u['unitPriceMinor']) &&
  isAmountMinor(u['amountMinor']) &&
  isAmountMinor(u['discountMinor']);

const isAdjustment = (u: unknown): u is Adjustment =>
  isFields(u) &&
  (u['kind'] === 'shipping' ||
    u['kind'] === 'tax' ||
    u['kind'] === 'discount' ||
    u['kind'] === 'interest' ||
    u['kind'] === 'other') &&
  typeof u['label'] === 'string' &&
  isAmountMinor(u['amountMinor']);

const receipt: Refinement<string> = Receipt;
const isReceipt = (u: unknown): u is Receipt => typeof u === 'string' && receipt.predicate(u);

const timestamp: Refinement<string> = Timestamp;
const isTimestamp = (u: unknown): u is Timestamp => typeof u === 'string' && timestamp.predicate(u);

/** Tells what `OrderPlaced.is` tells of a JSON value, sooner. */
export const isOrderPlaced = (u: unknown): u is OrderPlaced =>
  isFields(u) &&
  isOrderId(u['orderId']) &&
  isSellerId(u['sellerId']) &&
  isCurrency(u['currency']) &&
  isAmountMinor(u['valueMinor']) &&
  Array.isArray(u['lines']) &&
  u['lines'].every((one) => isOrderLine(one)) &&
  Array.isArray(u['adjustments']) &&
  u['adjustments'].every((one) => isAdjustment(one)) &&
  isReceipt(u['receipt']) &&
  isTimestamp(u['occurredAt']);

const invoiceNumber: Refinement<string> = InvoiceNumber;
const isInvoiceNumber = (u: unknown): u is InvoiceNumber =>
  typeof u === 'string' && invoiceNumber.predicate(u);

const lineIndex: Refinement<unknown> = LineIndex;
const isLineIndex = (u: unknown): u is LineIndex => lineIndex.predicate(u);

const isBooking = (u: unknown): u is Booking =>
  isFields(u) &&
  isLineIndex(u['lineIndex']) &&
  isQuantity(u['quantity']) &&
  isAmountMinor(u['amountMinor']);

const isBookedItem = (u: unknown): u is BookedItem =>
  isFields(u) &&
  isSkuId(u['skuId']) &&
  (isLineIndex(u['lineIndex']) || u['lineIndex'] === null) &&
  isQuantity(u['quantity']) &&
  isAmountMinor(u['unitPriceMinor']) &&
  (typeof u['description'] === 'string' || u['description'] === null) &&
  Array.isArray(u['bookings']) &&
  u['bookings'].every((one) => isBooking(one));

/** Tells what `InvoiceAdded.is` tells of a JSON value, sooner. */
export const isInvoiceAdded = (u: unknown): u is InvoiceAdded =>
  isFields(u) &&
  isOrderId(u['orderId']) &&
  isSellerId(u['sellerId']) &&
  isInvoiceNumber(u['invoiceNumber']) &&
  isCurrency(u['currency']) &&
  isAmountMinor(u['valueMinor']) &&
  isAmountMinor(u['extraMinor']) &&
  Array.isArray(u['items']) &&
  u['items'].every((one) => isBookedItem(one)) &&
  typeof u['issuanceDate'] === 'string' &&
  isTimestamp(u['issuedAt']) &&
  (typeof u['invoiceKey'] === 'string' || u['invoiceKey'] === null) &&
  (typeof u['invoiceUrl'] === 'string' || u['invoiceUrl'] === null) &&
  (typeof u['embeddedInvoice'] === 'string' || u['embeddedInvoice'] === null) &&
  isReceipt(u['receipt']) &&
  isTimestamp(u['occurredAt']);

/** Tells what `ReturnInvoiced.is` tells of a JSON value, sooner. */
export const isReturnInvoiced = (u: unknown): u is ReturnInvoiced =>
  isFields(u) &&
  isOrderId(u['orderId']) &&
  isSellerId(u['sellerId']) &&
  isInvoiceNumber(u['invoiceNumber']) &&
  isCurrency(u['currency']) &&
  isAmountMinor(u['valueMinor']) &&
  isAmountMinor(u['extraMinor']) &&
  Array.isArray(u['items']) &&
  u['items'].every((one) => isBookedItem(one)) &&
  typeof u['issuanceDate'] === 'string' &&
  isTimestamp(u['issuedAt']) &&
  (typeof u['invoiceKey'] === 'string' || u['invoiceKey'] === null) &&
  (typeof u['invoiceUrl'] === 'string' || u['invoiceUrl'] === null) &&
  (typeof u['embeddedInvoice'] === 'string' || u['embeddedInvoice'] === null) &&
  isReceipt(u['receipt']) &&
  isTimestamp(u['occurredAt']);

const isTrackingCheckpoint = (u: unknown): u is TrackingCheckpoint =>
  isFields(u) &&
  (typeof u['city'] === 'string' || u['city'] === null) &&
  (typeof u['state'] === 'string' || u['state'] === null) &&
  (typeof u['description'] === 'string' || u['description'] === null) &&
  (typeof u['date'] === 'string' || u['date'] === null);

/** Tells what `TrackingUpdated.is` tells of a JSON value, sooner. */
export const isTrackingUpdated = (u: unknown): u is TrackingUpdated =>
  isFields(u) &&
  isOrderId(u['orderId']) &&
  isInvoiceNumber(u['invoiceNumber']) &&
  (typeof u['courier'] === 'string' || u['courier'] === null) &&
  (typeof u['trackingNumber'] === 'string' || u['trackingNumber'] === null) &&
  (typeof u['trackingUrl'] === 'string' || u['trackingUrl'] === null) &&
  (typeof u['dispatchedDate'] === 'string' || u['dispatchedDate'] === null) &&
  (typeof u['isDelivered'] === 'boolean' || u['isDelivered'] === null) &&
  (typeof u['deliveredDate'] === 'string' || u['deliveredDate'] === null) &&
  Array.isArray(u['checkpoints']) &&
  u['checkpoints'].every((one) => isTrackingCheckpoint(one)) &&
  isTimestamp(u['occurredAt']);

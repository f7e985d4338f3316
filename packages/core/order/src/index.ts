export { bookedOn, bookItems, BOOKING_MODE } from './booking';
export { claimsOf, invoiceNumberClaim, type InvoiceNumberScope } from './claims';
export type { AddDocument, OrderCommand, PlaceOrder, Tracking, UpdateTracking } from './commands';
export type { FieldDifference, OrderError } from './errors';
export {
  currentVersion,
  decodeData,
  decodeEvent,
  encodeEvent,
  schemaVersions,
  type EventSchema,
  type StoredEvent,
  type UnreadableEvent,
  type Upcaster,
} from './eventCodec';
export {
  Adjustment,
  AdjustmentKind,
  BookedItem,
  Booking,
  DocumentItem,
  DocumentType,
  InvoiceAdded,
  OrderLine,
  OrderPlaced,
  ReturnInvoiced,
  TrackingCheckpoint,
  TrackingUpdated,
  type OrderEvent,
} from './events';
export { exactValue, type ExactValue } from './exactValue';
export {
  CommandId,
  InvoiceNumber,
  LineIndex,
  lineIndexes,
  OrderId,
  Receipt,
  SellerId,
  SkuId,
  Timestamp,
  type CommandIdBrand,
  type InvoiceNumberBrand,
  type LineIndexBrand,
  type OrderIdBrand,
  type ReceiptBrand,
  type SellerIdBrand,
  type SkuIdBrand,
  type TimestampBrand,
} from './ids';
export {
  AmountMinor,
  amountFromBigInt,
  clampAmount,
  Currency,
  formatAmount,
  minus,
  Money,
  parseAmount,
  plus,
  sumAmounts,
  ZERO,
  type AmountMinorBrand,
  type AmountOverflow,
  type CurrencyBrand,
} from './money';
export { decide, evolve, replay, type Decision } from './order';
export {
  fewerUnits,
  minusUnits,
  NO_UNITS,
  plusUnits,
  Quantity,
  Units,
  type QuantityBrand,
  type UnitsBrand,
} from './quantity';
export {
  allocate,
  booked,
  divideRounded,
  type NothingToAllocateOver,
  type RoundingMode,
} from './rounding';
export {
  currentTotal,
  initialState,
  leftToInvoice,
  leftToReturn,
  moneyOf,
  remaining,
  returnable,
  statusOf,
  type AcceptedDocument,
  type LineProgress,
  type OrderState,
  type OrderStatus,
  type PlacedOrder,
} from './state';
export { noTracking, tellsSomething, trackingNews, withNews } from './tracking';

export {
  Health,
  type Accepted,
  type Called,
  type CallOptions,
  type ClientOptions,
  type ConsistencyOptions,
  type FactureClient,
  type OrdersOptions,
  type ReadOptions,
  type Told,
  type TotalsOptions,
} from './client';
export { clientErrors, type ClientError, type ClientErrorEntry } from './clientError';
export { defaultRetry, type Fetch, type Retry, type Sleep } from './connection';
export type {
  DeliveryUpdate,
  InvoicedItem,
  InvoiceNotification,
  InvoiceToPreview,
  ItemToPlace,
  OrderToPlace,
  TrackingUpdate,
} from './documents';
export { factureClient } from './factureClient';
export { Position } from './position';
export type { TotalsMessage } from './totalsMessage';
export type { SubscribeOptions } from './totalsSubscription';

export type {
  NoSuchRevision,
  OrderNotPlaced,
  OrderNotYetPlaced,
  ProjectionError,
  RevisionGap,
} from './errors';
export { currencyDigits } from './currencyDigits';
export { factOf, HistoryFact } from './facts';
export { HistoryEntry, historyOf } from './history';
export { HistoryView, StoredEventView } from './historyView';
export { inEnglish } from './inEnglish';
export { LedgerEntry, ledgerOf, OrderLedger } from './ledger';
export { OrderEntry, OrderList, orderListOf } from './orderList';
export {
  orderSummaryProjection,
  type StoredEventAtRevision,
  type StoredProjection,
} from './orderSummaryProjection';
export { readableAmount } from './readableAmount';
export { Revision } from './revision';
export {
  inSequence,
  type EventAtRevision,
  type OrderHistory,
  type SequenceError,
} from './sequence';
export { OrderStanding } from './standing';
export {
  applyToSummary,
  OrderSummary,
  summarise,
  SummaryLine,
  summaryOf,
  type LastEvent,
} from './summary';
export { asOf, atRevision } from './timeTravel';
export {
  LineShare,
  LineTotals,
  OrderTotals,
  totalsOf,
  totalsOfEvents,
  totalsOfSummary,
} from './totals';

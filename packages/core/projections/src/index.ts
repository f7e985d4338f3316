export type {
  NoSuchRevision,
  OrderNotPlaced,
  OrderNotYetPlaced,
  ProjectionError,
  RevisionGap,
} from './errors';
export { LedgerEntry, ledgerOf, OrderLedger } from './ledger';
export {
  orderSummaryProjection,
  type StoredEventAtRevision,
  type StoredProjection,
} from './orderSummaryProjection';
export { Revision } from './revision';
export {
  inSequence,
  type EventAtRevision,
  type OrderHistory,
  type SequenceError,
} from './sequence';
export {
  applyToSummary,
  OrderSummary,
  summarise,
  SummaryLine,
  summaryOf,
  type LastEvent,
} from './summary';
export { atRevision, asOf } from './timeTravel';
export {
  LineShare,
  LineTotals,
  OrderTotals,
  totalsOf,
  totalsOfEvents,
  totalsOfSummary,
} from './totals';

export { firstRevision, isSameEvent, malformedAppend, revisionOf } from './appendRules';
export { DEFAULT_RETRY, waitBeforeRetry } from './backoff';
export type { Patience, RetryPolicy } from './backoff';
export { catchUp } from './catchUp';
export type { Following } from './catchUp';
export { eventId } from './eventId';
export { StoreReadError } from './eventStore';
export type {
  AppendOutcome,
  ClaimApart,
  ClaimKey,
  EventStore,
  EventToAppend,
  ExpectedRevision,
  Position,
  ReadAllOptions,
  RecordedEvent,
  ReleaseOutcome,
  Revision,
  StreamName,
  SubscriptionMessage,
} from './eventStore';
export { handleCommand } from './handle';
export type { Handled, Handling, Origin } from './handle';
export type {
  HandleError,
  LoadError,
  StoreFailed,
  StoreUnavailable,
  StreamQuarantined,
} from './handleError';
export { inMemoryReadModel } from './inMemoryReadModel';
export type { ReadModelMemory, ReadModelTable } from './inMemoryReadModel';
export { emptyMemory, inMemoryStore } from './inMemoryStore';
export type { InMemoryStoreOptions, StoreMemory } from './inMemoryStore';
export { loadOrder, readOrderEvents, readRecorded, unknownOrder } from './loadOrder';
export type { LoadedOrder, RecordedOrderEvent } from './loadOrder';
export { noClaimsApart } from './noClaimsApart';
export { ORDER_STREAM_PREFIX, orderIdOfStream, orderStream } from './orderStream';
export { isIn } from './partition';
export type { Partition } from './partition';
export type { Folded, Projection, QuarantinedEvent, ReadModel, ReadModelRow } from './readModel';
export { strayClaims } from './strayClaims';

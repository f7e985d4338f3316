export type { Calls, ReadCall } from './calls';
export { withoutPassword } from './connectionString';
export type { InvalidConnection } from './connectionString';
export { eventStoreDb, type EventStoreDb, type StoreSettings } from './eventStoreDb';
export type { Finding, WatchMessage, WatchOptions } from './findings';
export { openEventStoreDb } from './openEventStoreDb';
export type { EventStoreDbOptions } from './openEventStoreDb';

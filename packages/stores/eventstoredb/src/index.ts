export type { Calls, ReadCall } from './calls';
export { withoutPassword } from './connectionString';
export type { InvalidConnection } from './connectionString';
export { eventStoreDb, type StoreSettings } from './eventStoreDb';
export { openEventStoreDb } from './openEventStoreDb';
export type { EventStoreDbOptions } from './openEventStoreDb';

export { withoutPassword } from './connectionString';
export type { InvalidConnection } from './connectionString';
export { openEventStoreDb } from './openEventStoreDb';
export type { EventStoreDbOptions } from './openEventStoreDb';

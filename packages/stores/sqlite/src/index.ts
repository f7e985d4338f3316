export type { OpenRefusal } from './migrate';
export { openSqliteStore } from './openSqliteStore';
export type { SqliteStoreOptions } from './openSqliteStore';
export type { SqliteStore } from './sqliteStore';

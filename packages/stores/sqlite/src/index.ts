export type { OpenRefusal } from './migrate';
export { openSqliteReadModels } from './openSqliteReadModels';
export { openSqliteStore } from './openSqliteStore';
export type { SqliteReadModels, SqliteReadModelsOptions } from './openSqliteReadModels';
export type { SqliteStoreOptions } from './openSqliteStore';
export type { SqliteStore } from './sqliteStore';

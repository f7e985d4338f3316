export type { Finding, WatchMessage, WatchOptions } from '@facture/eventstoredb';
export { connect, type Connected, type ConnectOptions, type ConnectRefusal } from './connect';
export { foreignRows, type ForeignRows } from './foreignRows';
export { readStoreSetting, type StoreSetting, type UnknownStore } from './storeSetting';

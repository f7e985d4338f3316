export type { Finding, WatchMessage, WatchOptions } from '@facture/eventstoredb';
export { connect, connectEvents } from './connect';
export type { Connected, ConnectedEvents, ConnectOptions, ConnectRefusal } from './connect';
export { foreignRows, type ForeignRows } from './foreignRows';
export { readStoreSetting, type StoreSetting, type UnknownStore } from './storeSetting';

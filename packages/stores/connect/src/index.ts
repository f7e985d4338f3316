export type { Finding, WatchMessage, WatchOptions } from '@facture/eventstoredb';
export type { RebuildOptions, Rebuilt } from '@facture/sqlite';
export { connect, connectEvents } from './connect';
export type { Connected, ConnectedEvents, ConnectOptions, ConnectRefusal } from './connect';
export { foreignRows, type ForeignRows } from './foreignRows';
export { sealInThread } from './sealInThread';
export type { SealingNews, SealingOptions, SealingThread } from './sealInThread';
export { readStoreSetting, type StoreSetting, type UnknownStore } from './storeSetting';

import { withoutPassword } from '@facture/eventstoredb';
import * as E from 'fp-ts/Either';

/** What a store setting names. */
export type StoreSetting =
  { readonly type: 'File' } | { readonly type: 'Cluster'; readonly connectionString: string };

/** A setting that names no store. What is shown of it holds no password. */
export interface UnknownStore {
  readonly type: 'UnknownStore';
  readonly store: string;
}

const CLUSTER = /^(?:esdb|kurrentdb)(\+discover)?:\/\//;

/**
 * Reads a store setting: `sqlite`, or the connection string of an EventStoreDB (KurrentDB) server or
 * cluster, `esdb://…` or `kurrentdb://…`.
 *
 * Gives `UnknownStore` for anything else.
 *
 * @example
 * readStoreSetting('kurrentdb://localhost:2113') // => right({ type: 'Cluster', connectionString: 'esdb://localhost:2113' })
 */
export const readStoreSetting = (store: string): E.Either<UnknownStore, StoreSetting> => {
  const text = store.trim();
  if (text === 'sqlite') return E.right({ type: 'File' });
  return CLUSTER.test(text)
    ? // The client knows the server by its former name.
      E.right({ type: 'Cluster', connectionString: text.replace(CLUSTER, 'esdb$1://') })
    : E.left({ type: 'UnknownStore', store: withoutPassword(text) });
};

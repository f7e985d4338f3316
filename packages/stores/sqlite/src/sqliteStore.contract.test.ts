import {
  describeConformance,
  eventStoreConformance,
  readModelConformance,
} from '@facture/contract/conformance';
import type { EventStore } from '@facture/contract';
import { afterAll, describe, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';

import type { SqliteStore } from './sqliteStore';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

const files = new WeakMap<object, string>();
const stores = new Set<SqliteStore>();

const open = (file: string): SqliteStore => {
  const store = openStore(file);
  stores.add(store);
  files.set(store, file);
  return store;
};
const fileOf = (opened: object): string => files.get(opened) ?? temporaryFile();

afterAll(async () => {
  for (const store of stores) await store.close();
  removeTemporaryFiles();
});

describeConformance({ describe, it }, 'a SQLite store', eventStoreConformance, {
  open: () => Promise.resolve(open(temporaryFile())),
  openSecond: (store: EventStore) => Promise.resolve(open(fileOf(store))),
  reopen: async (store: EventStore) => {
    await store.close();
    return open(fileOf(store));
  },
  corrupt: (store: EventStore, stream, revision) => {
    const database = new DatabaseSync(fileOf(store));
    database
      .prepare("UPDATE events SET data = replace(data, 'n', 'm') WHERE stream = ? AND revision = ?")
      .run(stream, revision);
    database.close();
    return Promise.resolve();
  },
});

describeConformance({ describe, it }, 'a SQLite read model', readModelConformance, {
  open: (projection) => {
    const file = temporaryFile();
    const model = open(file).openReadModel(projection);
    files.set(model, file);
    return Promise.resolve(model);
  },
  reopen: (model, projection) => Promise.resolve(open(fileOf(model)).openReadModel(projection)),
});

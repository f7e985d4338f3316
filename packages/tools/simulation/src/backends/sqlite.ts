import { openSqliteStore, type SqliteStore } from '@facture/sqlite';
import type { RecordedEvent, StreamName } from '@facture/contract';
import * as E from 'fp-ts/Either';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { createNetwork, unreliableStore } from '../unreliableStore';
import { timeIn, type World } from '../world';
import type { Backend, Change } from './backend';
import { settled } from './settled';

const NEWS = `SELECT stream, revision, id, type, schema_version AS "schemaVersion",
    recorded_at AS "recordedAt", data, metadata, position
  FROM events WHERE position > ? ORDER BY position`;

type Row = Omit<RecordedEvent, 'position'> & { readonly position: number };

// Nobody else writes to the file.
const NEVER_MS = 1_000_000;

/** The SQLite store on a real file. */
export const sqliteBackend = (world: World, change: Change): Backend => {
  const directory = mkdtempSync(join(tmpdir(), 'facture-simulation-'));
  const file = join(directory, 'facture.db');
  const open = (): SqliteStore => {
    const opened = openSqliteStore({ file, now: () => timeIn(world), pollIntervalMs: NEVER_MS });
    if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
    return opened.right;
  };
  let store = open();
  const reader = new DatabaseSync(file, { readOnly: true });
  const news = reader.prepare(NEWS);
  const holder = reader.prepare('SELECT stream FROM claims WHERE key = ?');
  const network = createNetwork(world);
  const changed = change(store);
  let told = 0;
  return {
    connect: (process) => unreliableStore(world, process, network, changed),
    news: () => {
      const rows = news.all(told) as unknown as ReadonlyArray<Row>;
      told = rows.at(-1)?.position ?? told;
      return rows.map((row) => ({ ...row, position: BigInt(row.position) }));
    },
    holderOf: (key) => holder.get(key)?.['stream'] as StreamName | undefined,
    // A claim and its document are written together.
    wasClaimed: () => false,
    reopen: async () => {
      await store.close();
      store = open();
      return store;
    },
    settle: settled,
    close: async () => {
      reader.close();
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
};

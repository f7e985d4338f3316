import { afterAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { copyFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { sqliteStore, type SqliteStore } from './sqliteStore';
import { collect } from './testing/collect';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';
import { WatchedDatabase } from './testing/watchedDatabase';

afterAll(removeTemporaryFiles);

const append = (store: SqliteStore, stream: string) => {
  const event = { id: randomUUID(), type: 'Happened', schemaVersion: 1, data: '1', metadata: '{}' };
  return store.append(stream, 'no-stream', [event])();
};

const streamsIn = async (store: SqliteStore) =>
  (await collect(store.readAll())).map(({ stream }) => stream);

const REFUSED = {
  type: 'Unavailable',
  reason: expect.stringContaining('facture.db was moved, removed or replaced: put it back'),
};

describe('a file that is taken away', () => {
  it.each([
    ['the file', (file: string) => file],
    ['its log', (file: string) => `${file}-wal`],
    ['its folder', dirname],
  ])('takes nothing in that nobody would find, until %s is back', async (_, taken) => {
    const file = temporaryFile();
    const store = openStore(file);
    await append(store, 's-1');
    renameSync(taken(file), `${taken(file)}.taken`);
    expect(await append(store, 's-2')).toEqual(REFUSED);
    expect(await streamsIn(store)).toEqual(['s-1']);
    renameSync(`${taken(file)}.taken`, taken(file));
    expect(await append(store, 's-3')).toMatchObject({ type: 'Appended' });
    await store.close();
    const again = openStore(file);
    expect(await streamsIn(again)).toEqual(['s-1', 's-3']);
    await again.close();
  });

  it('is refused when another one is in its place', async () => {
    const file = temporaryFile();
    const store = openStore(file);
    await append(store, 's-1');
    copyFileSync(file, `${file}.copy`);
    renameSync(`${file}.copy`, file);
    expect(await append(store, 's-2')).toEqual(REFUSED);
    await store.close();
  });

  it('leaves open what became of an append that it was taken from', async () => {
    const file = temporaryFile();
    await openStore(file).close();
    const database = new WatchedDatabase(file);
    const store = sqliteStore(
      { events: database, models: new DatabaseSync(file) },
      { now: () => new Date(), pollIntervalMs: 5 },
    );
    await append(store, 's-1');
    database.instead = (sql, execute) => {
      if (sql === 'COMMIT') renameSync(file, `${file}.taken`);
      execute(sql);
    };
    expect(await append(store, 's-2')).toEqual({ ...REFUSED, type: 'OutcomeUnknown' });
    await store.close();
  });
});

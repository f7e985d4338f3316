import { afterAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { openDatabase } from './openDatabase';
import { migrations } from './schema';
import { collect } from './testing/collect';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

afterAll(removeTemporaryFiles);

const FIRST = "CREATE TABLE orders (id TEXT); INSERT INTO orders VALUES ('o-1');";
const SECOND = "ALTER TABLE orders ADD COLUMN seller TEXT NOT NULL DEFAULT 'unknown';";
const THIRD = "UPDATE orders SET seller = seller || '!';";

const openWith = (file: string, steps: ReadonlyArray<string>) =>
  openDatabase({ file, busyTimeoutMs: 100, synchronous: 'FULL' }, steps);

const expectOpened = (file: string, steps: ReadonlyArray<string>): DatabaseSync => {
  const opened = openWith(file, steps);
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return opened.right;
};

const contentOf = (database: DatabaseSync) => {
  const rows = database.prepare('SELECT * FROM orders').all();
  const version = database.prepare('PRAGMA user_version').get();
  return { ...version, rows: Array.from(rows, (row) => ({ ...row })) };
};

describe('migration', () => {
  it('takes the steps that a file lacks, once and in order', () => {
    const file = temporaryFile();
    expectOpened(file, [FIRST]).close();
    for (let time = 0; time < 2; time++) {
      const database = expectOpened(file, [FIRST, SECOND, THIRD]);
      expect(contentOf(database)).toEqual({
        user_version: 3,
        rows: [{ id: 'o-1', seller: 'unknown!' }],
      });
      database.close();
    }
  });

  it('leaves the file at its version when a step fails', () => {
    const file = temporaryFile();
    expectOpened(file, [FIRST]).close();
    const failed = openWith(file, [FIRST, SECOND, 'INSERT INTO nowhere VALUES (1)']);
    expect(failed).toMatchObject(E.left({ type: 'CannotOpen', file }));
    const database = expectOpened(file, [FIRST]);
    expect(contentOf(database)).toEqual({ user_version: 1, rows: [{ id: 'o-1' }] });
    database.close();
  });

  it('leaves the steps to another process that is taking them', () => {
    const file = temporaryFile();
    expectOpened(file, [FIRST]).close();
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    expect(openWith(file, [FIRST, SECOND])).toMatchObject(E.left({ type: 'CannotOpen' }));
    other.exec(`${SECOND} PRAGMA user_version = 2; COMMIT`);
    other.close();
    const database = expectOpened(file, [FIRST, SECOND]);
    expect(contentOf(database)).toMatchObject({ user_version: 2 });
    database.close();
  });

  it('never changes a step that was released', () => {
    const digests = migrations.map((step) => createHash('sha256').update(step).digest('hex'));
    expect(digests).toEqual([
      '8985a0d6a25c9487a5153f8fd3c13b76c15021952bc5a5d272d60766c12bc658',
      '44f2a87e319d541d8faa555a6dd8c2d7bd0d09188d3cefec004572256af89728',
      'cc8cde7d9f9c5c65a839df07070cf2f3f1ab06a3e01b0abac2905b85788fadd7',
    ]);
  });

  it.each([1, 2, 3])(
    'opens a file of schema version %d with all that is in it',
    async (version) => {
      const file = temporaryFile();
      mkdirSync(dirname(file));
      const golden = new DatabaseSync(file);
      const sql = readFileSync(join(__dirname, 'testing', `schemaVersion${version}.sql`), 'utf8');
      golden.exec(sql);
      golden.close();
      const store = openStore(file);
      const events = await collect(store.readAll());
      expect(events.map(({ stream, revision, position }) => [stream, revision, position])).toEqual([
        ['order-1172452900788-01', 0, 1n],
        ['order-1172452900788-01', 1, 2n],
        ['other-é', 0, 5n],
      ]);
      expect(events[1]?.data).toBe('{"say":"\\"c\'est ça\\" 🧾"}');
      expect(await store.claimHolder('invoice:1:NFe-1')).toBe('order-1172452900788-01');
      const model = store.openReadModel({
        name: 'totals',
        version: 3,
        prefix: 'order-',
        apply: () => ({ quarantine: 'not asked' }),
      });
      expect(model.checkpoint()).toBe(version === 1 ? 5n : 5n << 64n);
      expect(model.find('NFe-1', 9).map(({ row }) => row)).toEqual(
        version === 1 ? [] : [{ count: 1 }],
      );
      expect(model.get('order-1172452900788-01')).toEqual({
        stream: 'order-1172452900788-01',
        revision: 0,
        position: 1n,
        row: { count: 1 },
      });
      expect(model.quarantined()).toEqual([
        { stream: 'order-1172452900788-01', revision: 1, position: 2n, reason: 'not understood' },
      ]);
      await store.close();
    },
  );
});

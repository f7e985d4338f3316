import { afterAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { openDatabase } from './openDatabase';
import { openSqliteStore } from './openSqliteStore';
import { refuseDamaged } from './refuseDamaged';
import { APPLICATION_ID, migrations } from './schema';
import { collect } from './testing/collect';
import { appendOrders } from './testing/sealedStore';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

afterAll(removeTemporaryFiles);

const open = (file: string) => openSqliteStore({ file, now: () => new Date() });
const modeOf = (file: string) => statSync(file).mode & 0o777;

const existing = (write: (file: string) => void): string => {
  const file = temporaryFile();
  mkdirSync(dirname(file));
  write(file);
  return file;
};

const change = (file: string, sql: string): void => {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
};

const expectRefused = (file: string, refusal: object): void => {
  const before = readFileSync(file);
  expect(open(file)).toStrictEqual(E.left({ ...refusal, file }));
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(dirname(file))).toEqual(['facture.db']);
};

describe('openSqliteStore', () => {
  it('makes the directory and the files that are missing, for their owner alone', async () => {
    const file = temporaryFile();
    const store = openStore(file);
    expect(modeOf(dirname(file))).toBe(0o700);
    for (const suffix of ['', '-wal', '-shm']) expect(modeOf(file + suffix)).toBe(0o600);
    await store.close();
    expect(readdirSync(dirname(file))).toEqual(['facture.db']);
  });

  it.each([
    ['FULL', 2],
    ['NORMAL', 1],
  ] as const)('has a log that is on the disk when it was asked to be: %s', (synchronous, level) => {
    const opened = openDatabase({ file: temporaryFile(), busyTimeoutMs: 10, synchronous });
    if (E.isLeft(opened)) throw new Error(opened.left.type);
    const pragma = (name: string) =>
      Object.values(opened.right.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(level);
    expect(pragma('wal_autocheckpoint')).toBe(4_000);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('user_version')).toBe(migrations.length);
    opened.right.close();
  });

  it('takes an empty file for a new one', async () => {
    const file = existing((path) => {
      writeFileSync(path, '');
    });
    const store = openStore(file);
    expect(await store.head()).toBeUndefined();
    await store.close();
  });

  it('refuses a file that is no database, and leaves it alone', () => {
    const file = existing((path) => {
      writeFileSync(path, 'Orders of last year, in no format at all.\n'.repeat(50));
    });
    expectRefused(file, { type: 'ForeignFile' });
  });

  it('refuses a database of another application, and leaves it alone', () => {
    for (const sql of [
      'CREATE TABLE notes (text)',
      'PRAGMA application_id = 7',
      'PRAGMA user_version = 1',
    ]) {
      const file = existing((path) => {
        change(path, sql);
      });
      expectRefused(file, { type: 'ForeignFile' });
    }
  });

  it('refuses a file of a later release, and leaves it alone', async () => {
    const file = temporaryFile();
    await openStore(file).close();
    const found = migrations.length + 1;
    change(file, `PRAGMA user_version = ${found}`);
    expectRefused(file, { type: 'NewerSchema', found, known: migrations.length });
  });

  it('tells why a file cannot be had', () => {
    const directory = existing((path) => {
      mkdirSync(path);
    });
    expect(open(directory)).toMatchObject(E.left({ type: 'CannotOpen', file: directory }));
  });
});

describe('a file in which a bit is another one', () => {
  /** The page of a database where a table begins. */
  const rootPage = (file: string, table: string) => {
    const database = new DatabaseSync(file);
    const select = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?');
    const page = Number(select.get(table)?.['rootpage']);
    database.close();
    return (page - 1) * 4_096;
  };

  it('is refused where an event would be passed over', async () => {
    const file = temporaryFile();
    const store = openStore(file);
    await appendOrders(store, 200);
    await store.close();
    const bytes = readFileSync(file);
    const page = rootPage(file, 'events');
    // The first cell of an inner page: the page below it, and the last position there.
    const cell = page + bytes.readUInt16BE(page + 12);
    bytes.writeUInt8(bytes.readUInt8(cell + 4) ^ 1, cell + 4);
    writeFileSync(file, bytes);
    const reason = expect.stringMatching(/^it is damaged \(.+\), so restore it from a backup$/);
    expect(open(file)).toMatchObject(E.left({ type: 'CannotOpen', file, reason }));
    expect(readFileSync(file).equals(bytes)).toBe(true);
    const looked = (largestBytes: number) => {
      const database = new DatabaseSync(file);
      const seen = refuseDamaged(file, { remedy: 'help it', largestBytes })(database);
      if (E.isRight(seen)) database.close();
      return E.isRight(seen);
    };
    expect(looked(bytes.length)).toBe(false);
    expect(looked(bytes.length - 1)).toBe(true);
  });
});

/** Keeps a file from being written; a superuser only by an attribute, where its file system has one. */
const protect = (file: string, isProtected: boolean): boolean => {
  if (process.getuid?.() === 0)
    return spawnSync('chattr', [isProtected ? '+i' : '-i', file]).status === 0;
  chmodSync(file, isProtected ? 0o400 : 0o600);
  return true;
};

describe('a file that may not be written', () => {
  it('is refused by whoever does not only read', async () => {
    const file = temporaryFile();
    await openStore(file).close();
    if (!protect(file, true)) {
      console.info('a superuser may write everything here');
      return;
    }
    const refused = open(file);
    protect(file, false);
    const reason = expect.stringContaining('access');
    expect(refused).toMatchObject(E.left({ type: 'CannotOpen', file, reason }));
  });
});

describe('openSqliteStore to read only', () => {
  const openToRead = (file: string) =>
    openSqliteStore({ file, now: () => new Date(), readOnly: true });

  it('reads beside a writer, and leaves every byte as it was', async () => {
    const file = temporaryFile();
    const writer = openStore(file);
    const event = { id: randomUUID(), type: 'Done', schemaVersion: 1, data: '{}', metadata: '{}' };
    await writer.append('order-1', 'no-stream', [event])();
    const before = [file, `${file}-wal`].map((path) => readFileSync(path));
    const reader = openToRead(file);
    if (E.isLeft(reader)) throw new Error(reader.left.type);
    expect(await collect(reader.right.readAll())).toHaveLength(1);
    expect((await reader.right.append('order-2', 'no-stream', [event])()).type).not.toBe(
      'Appended',
    );
    await reader.right.close();
    expect([file, `${file}-wal`].map((path) => readFileSync(path))).toEqual(before);
    expect(await collect(writer.readAll())).toHaveLength(1);
    await writer.close();
  });

  it('makes no file, and does not bring an earlier schema up to date', () => {
    const missing = temporaryFile();
    expect(openToRead(missing)).toMatchObject({ left: { type: 'CannotOpen' } });
    expect(existsSync(dirname(missing))).toBe(false);
    const file = existing((path) => {
      change(path, `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`);
    });
    const before = readFileSync(file);
    expect(openToRead(file)).toMatchObject({
      left: { type: 'CannotOpen', reason: expect.stringContaining('earlier release') },
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

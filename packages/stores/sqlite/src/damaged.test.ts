import type { Projection } from '@facture/contract';
import { afterAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { openSqliteReadModels } from './openSqliteReadModels';
import { openSqliteStore } from './openSqliteStore';
import { ownSealedLog } from './sealedLog';
import { sealedLogFile } from './sealStore';
import { collect } from './testing/collect';
import { readerIn } from './testing/sealedStore';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

afterAll(removeTemporaryFiles);

/** Changes what is in a file, and leaves its checksums as they are. */
const damage = (file: string, sql: string): void => {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
  database.close();
};

const counting: Projection<{ readonly count: number }> = {
  name: 'count',
  version: 1,
  prefix: 'order-',
  apply: (row, { data }) =>
    data === '"no"'
      ? { quarantine: 'said no' }
      : { row: { count: (row?.count ?? 0) + 1 }, keys: [`key ${data}`] },
};

const STREAMS = ['order-1', 'order-2', 'order-3'];

const anEvent = (data: string) => ({
  ...{ id: randomUUID(), type: 'Done', schemaVersion: 1, data, metadata: '{}' },
});

/** A file with events and claims of three orders, of which one stands still, and their read model. */
const written = async (): Promise<string> => {
  const file = temporaryFile();
  const store = openStore(file);
  for (const [n, stream] of STREAMS.entries()) {
    const claims = [`number ${n.toString()}`];
    const more = n === 2 ? [anEvent('"no"')] : [];
    await store.append(stream, 'no-stream', [anEvent(n.toString()), ...more], { claims })();
  }
  store.openReadModel(counting).apply(await collect(store.readAll()));
  await store.close();
  return file;
};

const FATAL = { name: 'StoreReadError', type: 'Fatal' };

describe('a claim that is damaged', () => {
  it.each(["key = 'number 7'", "stream = 'order-7'"])(
    'keeps its file from being opened: %s',
    async (change) => {
      const file = await written();
      damage(file, `UPDATE claims SET ${change} WHERE key = 'number 1'`);
      const reason = expect.stringMatching(
        /^it is damaged \(the claim 'number [17]'\), so restore it from a backup$/,
      );
      expect(openSqliteStore({ file, now: () => new Date() })).toMatchObject(
        E.left({ type: 'CannotOpen', file, reason }),
      );
    },
  );

  it('is refused by who asks for it while the file is open, and by no other', async () => {
    const file = await written();
    const store = openStore(file);
    damage(file, `UPDATE claims SET stream = 'order-2' WHERE key = 'number 0'`);
    await expect(store.claimHolder('number 0')).rejects.toMatchObject(FATAL);
    const asking = (claim: string) =>
      store.append(`order-${claim}`, 'no-stream', [anEvent('0')], { claims: [claim] })();
    expect(await Promise.all([asking('number 0'), asking('number 9')])).toMatchObject([
      { type: 'Fatal', reason: 'the claim "number 0" is damaged' },
      { type: 'Appended' },
    ]);
    await store.close();
  });
});

const DAMAGES: ReadonlyArray<readonly [table: string, change: string]> = [
  ['read_models', "checkpoint = x'00000000000000000000000000000009'"],
  ['read_models', 'checkpoint = NULL'],
  ['read_models', 'id = 77'],
  ['read_model_rows', 'body = \'{"count":7}\''],
  ['read_model_rows', 'revision = 1'],
  ['read_model_rows', "position = x'00000000000000000000000000000009'"],
  ['read_model_rows', "stream = 'order-7'"],
  ['read_model_rows', 'model = 77'],
  ['read_model_keys', "key = 'key 7'"],
  ['read_model_keys', "stream = 'order-3'"],
  ['read_model_keys', 'model = 77'],
  ['read_model_quarantine', "reason = 'said yes'"],
  ['read_model_quarantine', "stream = 'order-7'"],
];

describe('a read model of which something is damaged', () => {
  it.each(DAMAGES)('is refused until it is made anew: %s, %s', async (table, change) => {
    const file = await written();
    const isOne = table === 'read_models' || table === 'read_model_quarantine';
    damage(file, `UPDATE ${table} SET ${change} ${isOne ? '' : "WHERE stream = 'order-2'"}`);
    const store = openStore(file);
    const model = store.openReadModel(counting);
    for (const asking of [
      () => model.get('order-1'),
      () => model.recent(1),
      () => model.rows({ limit: 1 }),
      () => model.find('key 0', 1),
      () => model.quarantined(),
      () => model.apply([], 9n),
    ])
      expect(asking).toThrow(expect.objectContaining(FATAL));
    await model.rebuild(store.readAll());
    const ends = () => ({
      checkpoint: model.checkpoint(),
      rows: model.rows({ limit: 9 }).map(({ stream, row }) => [stream, row.count]),
      found: model.find('key 1', 9).map(({ stream }) => stream),
      quarantined: model.quarantined().map(({ stream }) => stream),
    });
    const sound = {
      checkpoint: 4n,
      rows: STREAMS.map((stream) => [stream, 1]),
      found: ['order-2'],
      quarantined: ['order-3'],
    };
    expect(ends()).toEqual(sound);
    await store.close();
    const again = openStore(file);
    expect(again.openReadModel(counting).rows({ limit: 9 })).toHaveLength(3);
    await again.close();
  });

  it('is refused where it is damaged while the file is open', async () => {
    const file = await written();
    const store = openStore(file);
    const model = store.openReadModel(counting);
    expect(model.get('order-1')?.row.count).toBe(1);
    damage(file, `UPDATE read_model_rows SET body = '{"count":7}' WHERE stream = 'order-1'`);
    const event = { ...anEvent('0'), stream: 'order-1', revision: 1, position: 5n };
    for (const asking of [
      () => model.get('order-1'),
      () => model.recent(9),
      () => model.apply([{ ...event, recordedAt: '2026-01-31T12:00:00.000Z' }]),
    ])
      expect(asking).toThrow('the row of order-1 is damaged: rebuild count');
    expect(model.get('order-2')?.row.count).toBe(1);
    damage(file, `UPDATE read_models SET checkpoint = NULL`);
    expect(() => model.get('order-2')).toThrow('the read model count is damaged: rebuild it');
    await store.close();
  });
});

describe('a file of read models of which a page is damaged', () => {
  it('is refused, and may be removed', () => {
    const file = temporaryFile();
    const models = openSqliteReadModels({ file });
    if (E.isLeft(models)) throw new Error(models.left.type);
    models.right.close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, bytes.length - 4_096, bytes.length - 4_000);
    writeFileSync(file, bytes);
    const reason = expect.stringMatching(
      /^it is damaged \(.+\), so remove it, and it is made anew from the events$/,
    );
    expect(openSqliteReadModels({ file })).toMatchObject(E.left({ type: 'CannotOpen', reason }));
  });
});

describe('positions of a log that are damaged', () => {
  it.each([
    'positions = zeroblob(32)',
    'positions = substr(positions, 1, 32)',
    "first = x'00000000000000000000000000000001'",
    'tile = 1',
  ])('are refused: %s', (change) => {
    const data = dirname(temporaryFile());
    const owned = ownSealedLog({ file: sealedLogFile(data) });
    if (E.isLeft(owned)) throw new Error(owned.left.type);
    const append = (after: number, ...positions: ReadonlyArray<bigint>) => {
      const checkpoint = { size: after + positions.length, note: 'a note', verifierKey: 'a key' };
      const hashes = [positions.map(() => new Uint8Array(32))];
      owned.right.append({ after, positions, hashes, checkpoint });
    };
    append(0, 3n, 4n);
    append(2, 7n);
    const log = readerIn(data);
    expect([0, 1, 2].map((index) => log.indexOf(log.positionOf(index) ?? 0n))).toEqual([0, 1, 2]);
    damage(sealedLogFile(data), `UPDATE positions SET ${change}`);
    expect(() => log.positionOf(change.startsWith('tile') ? 256 : 0)).toThrow('are damaged');
    expect(() => log.indexOf(4n)).toThrow('are damaged');
    log.close();
    owned.right.close();
  });
});

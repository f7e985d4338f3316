import { catchUp, type Projection, type RecordedEvent } from '@facture/contract';
import { afterAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

import { addChecksums } from './checksums';
import type { SqliteStore } from './sqliteStore';
import { collect } from './testing/collect';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

afterAll(removeTemporaryFiles);

const counting = (version = 1): Projection<{ readonly count: number }> => ({
  name: 'count',
  version,
  prefix: 'order-',
  apply: (row) => ({ row: { count: (row?.count ?? 0) + 1 } }),
});

/** Two stores on one file, as two processes have them. */
const onTwoStores = async (
  run: (one: SqliteStore, other: SqliteStore, file: string) => Promise<void>,
): Promise<void> => {
  const file = temporaryFile();
  const stores = [openStore(file), openStore(file)] as const;
  await run(...stores, file);
  for (const store of stores) await store.close();
};

const anEvent = () => ({
  id: randomUUID(),
  type: 'Done',
  schemaVersion: 1,
  data: '{}',
  metadata: '{}',
});

const appendOne = async (store: SqliteStore, stream: string, revision: number) => {
  const expected = revision === 0 ? 'no-stream' : revision - 1;
  const outcome = await store.append(stream, expected, [anEvent()])();
  if (outcome.type !== 'Appended') throw new Error(outcome.type);
  return outcome.position;
};

const appendMany = async (store: SqliteStore, streams: number, revisions: number) => {
  for (let revision = 0; revision < revisions; revision++)
    for (let n = 0; n < streams; n++) await appendOne(store, `order-${n}`, revision);
};

const countOf = (file: string, table: string): unknown => {
  const database = new DatabaseSync(file);
  const row = database.prepare(`SELECT count(*) AS count FROM ${table}`).get();
  database.close();
  return row?.['count'];
};

describe('a read model', () => {
  it('applies each event once, however many processes apply it', () =>
    onTwoStores(async (one, other) => {
      await appendMany(one, 3, 4);
      const events = await collect(one.readAll());
      const models = [one, other].map((store) => store.openReadModel(counting()));
      for (const event of events) for (const model of models) model.apply([event]);
      for (const model of models) {
        expect(model.recent(10).map(({ row }) => row.count)).toEqual([4, 4, 4]);
        expect(model.checkpoint()).toBe(events.at(-1)?.position);
      }
    }));

  it('waits for what another process applies', () =>
    onTwoStores(async (one, other) => {
      const position = await appendOne(one, 'order-1', 0);
      const waiting = other.openReadModel(counting()).waitFor(position, 5_000);
      one.openReadModel(counting()).apply(await collect(one.readAll()));
      expect(await waiting).toBe(true);
    }));

  it('follows the store, so that a writer reads what it wrote', () =>
    onTwoStores(async (one, other) => {
      const stop = new AbortController();
      const readModel = one.openReadModel(counting());
      const following = catchUp(
        {
          store: one,
          readModel,
          prefix: 'order-',
          random: () => 0,
          sleep: () => Promise.resolve(),
        },
        stop.signal,
      );
      for (let revision = 0; revision < 5; revision++) {
        const position = await appendOne(other, 'order-1', revision);
        expect(await readModel.waitFor(position, 5_000)).toBe(true);
        expect(readModel.get('order-1')?.row).toEqual({ count: revision + 1 });
        const past = await appendOne(other, 'other-1', revision);
        expect(await readModel.waitFor(past, 5_000)).toBe(true);
      }
      stop.abort();
      await following;
    }));
});

describe('rebuilding', () => {
  // Comparing each row to each would take minutes.
  it('compares twenty thousand rows in the time of a test', () =>
    onTwoStores(async (one) => {
      const events = Array.from({ length: 20_000 }, (_, n) => ({
        ...anEvent(),
        stream: `order-${n}`,
        revision: 0,
        position: BigInt(n + 1),
        recordedAt: '2026-01-31T12:00:00.000Z',
      }));
      const model = one.openReadModel(counting());
      model.apply(events.slice(1));
      const reading = async function* (): AsyncGenerator<RecordedEvent, void> {
        await Promise.resolve();
        yield* events;
      };
      expect(await model.rebuild(reading())).toEqual({ events: 20_000, differing: ['order-0'] });
    }));

  it('keeps what another process applies in the meantime', () =>
    onTwoStores(async (one, other) => {
      await appendMany(one, 3, 3);
      const model = one.openReadModel(counting());
      const reading = async function* (): AsyncGenerator<RecordedEvent, void> {
        yield* one.readAll({ prefix: 'order-' });
        await appendOne(other, 'order-1', 3);
        await appendOne(other, 'order-9', 0);
        other.openReadModel(counting()).apply(await collect(other.readAll()));
      };
      expect(await model.rebuild(reading())).toEqual({ events: 9, differing: [] });
      expect(model.checkpoint()).toBe(await one.head());
      expect(model.get('order-1')).toMatchObject({ revision: 3, row: { count: 4 } });
      expect(model.get('order-9')).toMatchObject({ revision: 0, row: { count: 1 } });
    }));

  it('takes the place of older versions and of rebuilds that were broken off', () =>
    onTwoStores(async (one, _, file) => {
      await appendMany(one, 4, 2);
      const old = one.openReadModel(counting(1));
      old.apply(await collect(one.readAll()));
      const database = new DatabaseSync(file);
      addChecksums(database);
      database.exec(`
        INSERT INTO read_models (projection, version, live) VALUES ('count', 2, 0), ('else', 1, 1);
        UPDATE read_models SET checksum = model_checksum(id, projection, version, checkpoint);
      `);
      database.close();
      const model = one.openReadModel(counting(2));
      expect(model.checkpoint()).toBeUndefined();
      expect(old.get('order-1')?.row).toEqual({ count: 2 });
      expect(await model.rebuild(one.readAll({ prefix: 'order-' }))).toEqual({
        events: 8,
        differing: [],
      });
      expect(model.get('order-1')?.row).toEqual({ count: 2 });
      expect(old.checkpoint()).toBeUndefined();
      expect(countOf(file, 'read_models')).toBe(2);
      expect(countOf(file, 'read_model_rows')).toBe(4);
    }));

  it('is refused to the earlier of two at the same time', () =>
    onTwoStores(async (one, other) => {
      await appendMany(one, 3, 2);
      const first = one.openReadModel(counting());
      const second = other.openReadModel(counting());
      const reading = async function* (): AsyncGenerator<RecordedEvent, void> {
        yield* one.readAll();
        expect((await second.rebuild(other.readAll())).events).toBe(6);
      };
      await expect(first.rebuild(reading())).rejects.toMatchObject({ type: 'Unavailable' });
      expect(first.recent(9).map(({ row }) => row.count)).toEqual([2, 2, 2]);
    }));
});

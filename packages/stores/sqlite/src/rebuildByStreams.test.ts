import type { RecordedEvent } from '@facture/contract';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

import { createStreamReader } from './streamReader';
import type { SqliteStore } from './sqliteStore';
import { startChild } from './testing/childProcess';
import { collect } from './testing/collect';
import { counting } from './testing/counting';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

afterAll(removeTemporaryFiles);

const REBUILDER = require.resolve('./testing/rebuilder');

const anEvent = (data: string, type = 'Done') => ({
  id: randomUUID(),
  type,
  schemaVersion: 1,
  data,
  metadata: '{}',
});

/** Appends one event to each of these streams, in turn; some are refused by the counting. */
const appendAll = async (
  store: SqliteStore,
  streams: ReadonlyArray<string>,
  isRefused: (index: number) => boolean = () => false,
): Promise<void> => {
  const revisions = new Map<string, number>();
  await Promise.all(
    streams.map((stream, index) => {
      const revision = revisions.get(stream) ?? 0;
      revisions.set(stream, revision + 1);
      const event = anEvent(`${index % 7}`, isRefused(index) ? 'Refused' : 'Done');
      return store.append(stream, revision === 0 ? 'no-stream' : revision - 1, [event])();
    }),
  );
};

const inTurns = (streams: number, events: number): ReadonlyArray<string> =>
  Array.from({ length: events }, (_, index) => `order-${index % streams}`);

/** Everything that a file's counts say. */
const contentOf = (store: SqliteStore) => {
  const model = store.openReadModel(counting);
  return {
    checkpoint: model.checkpoint(),
    rows: model.rows({ limit: 10_000 }),
    found: [0, 1, 2, 3, 4, 5, 6].map((key) => model.find(`${key}`, 10_000)),
    quarantined: model.quarantined(),
  };
};

const aName = fc.constantFrom('order-', 'order-a', 'order-b', 'order-é', 'order-🧾', 'order.', 'x');

describe('ranges of streams', () => {
  it('have each stream of the prefix once, whole, up to the position', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aName, { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(40),
        async (streams, size, upTo) => {
          const file = temporaryFile();
          const store = openStore(file);
          await appendAll(store, streams);
          const database = new DatabaseSync(file, { readOnly: true });
          const reader = createStreamReader(database);
          const ranges = Array.from(reader.ranges('order-', BigInt(upTo), size));
          const read = ranges.map((range) => Array.from(reader.events(range)));
          database.close();
          const wanted = (await collect(store.readAll({ prefix: 'order-' }))).filter(
            ({ position }) => position <= upTo,
          );
          await store.close();
          const inOrder = (events: ReadonlyArray<RecordedEvent>) =>
            events.toSorted((a, b) => Buffer.compare(Buffer.from(a.stream), Buffer.from(b.stream)));
          expect(read.flat()).toEqual(inOrder(wanted));
          const names = read.map((events) => new Set(events.map(({ stream }) => stream)));
          for (const [index, those] of names.entries())
            for (const other of names.slice(index + 1))
              expect(Array.from(those).filter((name) => other.has(name))).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('rebuilding stream by stream', () => {
  it('makes what reading all events in their order makes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aName, { maxLength: 60 }),
        fc.func(fc.integer({ min: 0, max: 9 })),
        fc.integer({ min: 1, max: 12 }),
        async (streams, chance, batchSize) => {
          const store = openStore(temporaryFile());
          await appendAll(store, streams, (index) => chance(index) === 0);
          const model = store.openReadModel(counting);
          const { events } = await model.rebuild(store.readAll({ prefix: 'order-' }));
          model.apply([], (await store.head()) ?? 0n);
          const expected = contentOf(store);
          const rebuilt = await store.rebuild(counting, { batchSize });
          expect(rebuilt).toEqual({ events, differing: [] });
          // Where there is nothing to fold, nothing is said of how far it has come.
          if (streams.length > 0) expect(contentOf(store)).toEqual(expected);
          await store.close();
        },
      ),
      { numRuns: 100 },
    );
  });

  it('names the rows that differ, and puts right ones in', async () => {
    const file = temporaryFile();
    const store = openStore(file);
    await appendAll(store, inTurns(10, 100));
    await store.rebuild(counting);
    const right = contentOf(store);
    const database = new DatabaseSync(file);
    database.exec(`DELETE FROM read_model_rows WHERE stream = 'order-3'`);
    database.close();
    expect(await store.rebuild(counting)).toEqual({ events: 100, differing: ['order-3'] });
    expect(contentOf(store)).toEqual(right);
    await store.close();
  });

  it('keeps what is appended and applied in the meantime', async () => {
    const file = temporaryFile();
    const [store, other] = [openStore(file), openStore(file)];
    await appendAll(store, inTurns(100, 300));
    const model = other.openReadModel(counting);
    model.apply(await collect(store.readAll()));
    let told = 0;
    await store.rebuild(counting, {
      batchSize: 1,
      onProgress: () => {
        told += 1;
        if (told !== 2) return;
        void other.append('order-0', 2, [anEvent('"late"')])();
        void other
          .append('order-new', 'no-stream', [anEvent('"late"')])()
          .then(async () => {
            model.apply(await collect(other.readAll()));
          });
      },
    });
    expect(told).toBeGreaterThan(50);
    expect(model.checkpoint()).toBe(await store.head());
    expect(model.find('"late"', 9).map(({ stream }) => stream)).toEqual(['order-new', 'order-0']);
    expect(model.get('order-0')?.row.count).toBe(4);
    await Promise.all([store.close(), other.close()]);
  });

  it('leaves the rows as they were when an event is damaged', async () => {
    const file = temporaryFile();
    const store = openStore(file);
    await appendAll(store, inTurns(10, 100));
    await store.rebuild(counting);
    const before = contentOf(store);
    const database = new DatabaseSync(file);
    database.exec(`UPDATE events SET data = '"other"' WHERE position = 77`);
    await expect(store.rebuild(counting, { batchSize: 20 })).rejects.toMatchObject({
      type: 'Fatal',
      reason: 'the event at position 77 is damaged',
    });
    expect(contentOf(store)).toEqual(before);
    const models = database.prepare('SELECT count(*) AS count FROM read_models').get();
    expect(models).toEqual({ count: 1 });
    database.close();
    await store.close();
  });
});

describe('rebuilding in threads', () => {
  const rebuiltBy = async (file: string, ...settings: ReadonlyArray<string>): Promise<unknown> => {
    const child = startChild(REBUILDER, file, ...settings);
    expect(await child.ended).toBe(0);
    return JSON.parse(child.lines.join('\n'));
  };

  it('makes what one thread makes, and tells how far it is', async () => {
    const file = temporaryFile();
    const store = openStore(file);
    await appendAll(store, inTurns(30, 400), (index) => index % 97 === 96);
    await store.rebuild(counting);
    const expected = contentOf(store);
    expect(expected.quarantined).toHaveLength(4);
    const database = new DatabaseSync(file);
    database.exec('DELETE FROM read_model_rows WHERE revision % 2 = 0');
    database.close();
    const rebuilt = await rebuiltBy(file, '3');
    expect(rebuilt).toMatchObject({ events: 400 });
    const { progress } = rebuilt as { readonly progress: ReadonlyArray<number> };
    expect(progress.length).toBeGreaterThan(10);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(400);
    expect(contentOf(store)).toEqual(expected);
    await store.close();
  });

  it('fails where a thread does, and leaves the rows as they were', async () => {
    const file = temporaryFile();
    const store = openStore(file);
    await appendAll(store, inTurns(10, 100));
    await store.rebuild(counting);
    const before = contentOf(store);
    expect(await rebuiltBy(file, '2', 'nothing')).toMatchObject({ thrown: { type: 'Fatal' } });
    const database = new DatabaseSync(file);
    database.exec(`UPDATE events SET data = '"other"' WHERE position = 77`);
    database.close();
    expect(await rebuiltBy(file, '2')).toMatchObject({
      thrown: { type: 'Fatal', reason: 'the event at position 77 is damaged' },
    });
    expect(contentOf(store)).toEqual(before);
    await store.close();
  });
});

import {
  catchUp,
  inMemoryStore,
  type EventStore,
  type Projection,
  type RecordedEvent,
} from '@facture/contract';
import { describeConformance, readModelConformance } from '@facture/contract/conformance';
import { afterAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { openSqliteReadModels, type SqliteReadModels } from './openSqliteReadModels';
import { collect } from './testing/collect';
import { removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';

const files = new WeakMap<object, string>();
const opened = new Set<SqliteReadModels>();

const open = (file: string): SqliteReadModels => {
  const models = openSqliteReadModels({ file });
  if (E.isLeft(models)) throw new Error(JSON.stringify(models.left));
  opened.add(models.right);
  return models.right;
};

afterAll(() => {
  for (const models of opened) models.close();
  removeTemporaryFiles();
});

describeConformance({ describe, it }, 'a SQLite read model alone', readModelConformance, {
  open: (projection) => {
    const file = temporaryFile();
    const model = open(file).openReadModel(projection);
    files.set(model, file);
    return Promise.resolve(model);
  },
  reopen: (model, projection) =>
    Promise.resolve(open(files.get(model) ?? temporaryFile()).openReadModel(projection)),
});

const counting: Projection<{ readonly count: number }> = {
  name: 'count',
  version: 1,
  prefix: 'order-',
  apply: (row) => ({ row: { count: (row?.count ?? 0) + 1 } }),
};

const appendTo = async (store: EventStore, stream: string, revision: number) => {
  const expected = revision === 0 ? 'no-stream' : revision - 1;
  const event = { id: randomUUID(), type: 'Done', schemaVersion: 1, data: '{}', metadata: '{}' };
  const outcome = await store.append(stream, expected, [event])();
  if (outcome.type !== 'Appended') throw new Error(outcome.type);
  return outcome.position;
};

describe('openSqliteReadModels', () => {
  it('leaves one file behind, and refuses what is none of ours', () => {
    const file = temporaryFile();
    open(file).close();
    expect(readdirSync(dirname(file))).toEqual(['facture.db']);
    const foreign = temporaryFile();
    mkdirSync(dirname(foreign));
    writeFileSync(foreign, 'Orders of last year, in no format at all.\n'.repeat(50));
    expect(openSqliteReadModels({ file: foreign })).toStrictEqual(
      E.left({ type: 'ForeignFile', file: foreign }),
    );
  });

  it('is closed twice without harm, and a closed model says that it is away', () => {
    const models = open(temporaryFile());
    const model = models.openReadModel(counting);
    models.close();
    models.close();
    expect(() => model.checkpoint()).toThrow('Unavailable');
  });

  it('one process rebuilds while another follows: no event is left out', async () => {
    const store = inMemoryStore({ now: () => new Date() });
    const file = temporaryFile();
    const [ours, theirs] = [open(file), open(file)].map((models) => models.openReadModel(counting));
    if (ours === undefined || theirs === undefined) throw new Error('two were opened');
    const stop = new AbortController();
    const failures: Array<unknown> = [];
    const following = catchUp(
      {
        store,
        readModel: theirs,
        prefix: 'order-',
        random: () => 0,
        sleep: () => Promise.resolve(),
        onFailure: (thrown) => failures.push(thrown),
      },
      stop.signal,
    );
    for (let revision = 0; revision < 3; revision++)
      for (const stream of ['order-1', 'order-2']) await appendTo(store, stream, revision);
    expect(await theirs.waitFor((await store.head()) ?? 0n, 5_000)).toBe(true);

    const reading = async function* (): AsyncGenerator<RecordedEvent, void> {
      yield* await collect(store.readAll());
      const position = await appendTo(store, 'order-1', 3);
      expect(await theirs.waitFor(position, 5_000)).toBe(true);
    };
    expect(await ours.rebuild(reading())).toEqual({ events: 6, differing: [] });
    const last = await appendTo(store, 'order-1', 4);
    expect(await theirs.waitFor(last, 5_000)).toBe(true);
    stop.abort();
    await following;
    expect(ours.quarantined()).toEqual([]);
    expect(ours.get('order-1')).toMatchObject({ revision: 4, row: { count: 5 } });
    expect(failures).toMatchObject([{ type: 'Unavailable' }]);
  });
});

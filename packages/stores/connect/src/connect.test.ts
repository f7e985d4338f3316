import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { catchUp, type EventStore, type Projection, type ReadModel } from '@facture/contract';
import { startStandin, type Standin } from '@facture/standin';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { connect, connectEvents, type Connected } from './connect';
import { foreignRows } from './foreignRows';

const directories: Array<string> = [];
const connections: Array<Connected> = [];
const standins: Array<Standin> = [];

const directory = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'facture-connect-'));
  directories.push(made);
  return made;
};

const refused = (store: string, data = directory()) => {
  const connected = connect({ store, data, now: () => new Date() });
  if (E.isRight(connected)) throw new Error('it was opened');
  return connected.left;
};

const open = (store: string, data = directory()): Connected => {
  const connected = connect({ store, data, now: () => new Date() });
  if (E.isLeft(connected)) throw new Error(JSON.stringify(connected.left));
  connections.push(connected.right);
  return connected.right;
};

const standin = async (): Promise<Standin> => {
  const started = await startStandin();
  standins.push(started);
  return started;
};

const counting: Projection<{ readonly count: number }> = {
  name: 'count',
  version: 1,
  prefix: 'order-',
  apply: (row) => ({ row: { count: (row?.count ?? 0) + 1 } }),
};

const append = async (events: EventStore, stream: string, revision: number) => {
  const expected = revision === 0 ? 'no-stream' : revision - 1;
  const event = { id: randomUUID(), type: 'Done', schemaVersion: 1, data: '{}', metadata: '{}' };
  const outcome = await events.append(stream, expected, [event])();
  if (outcome.type !== 'Appended') throw new Error(outcome.type);
  return outcome.position;
};

const follow = async <S>(store: EventStore, readModel: ReadModel<S>): Promise<void> => {
  const stop = new AbortController();
  const patience = { random: () => 0, sleep: () => Promise.resolve() };
  const following = catchUp({ store, readModel, prefix: 'order-', ...patience }, stop.signal);
  expect(await readModel.waitFor((await store.head()) ?? 0n, 10_000)).toBe(true);
  stop.abort();
  await following;
};

afterEach(async () => {
  for (const { close } of connections.splice(0)) await close();
  for (const { stop } of standins.splice(0)) await stop();
});
afterAll(() => {
  for (const made of directories) rmSync(made, { recursive: true });
});

describe('connect', () => {
  it('reads only what is there when it is told to, and tells of revisions that are missing', async () => {
    const data = directory();
    const refusedToMake = connect({ store: 'sqlite', data, now: () => new Date(), readOnly: true });
    expect(refusedToMake).toMatchObject({ left: { type: 'CannotOpen' } });
    expect(readdirSync(data)).toEqual([]);
    const { events } = open('sqlite', data);
    for (const revision of [0, 1, 2]) await append(events, 'order-1', revision);
    const database = new DatabaseSync(join(data, 'facture.db'));
    database.exec('DELETE FROM events WHERE revision = 1');
    database.close();
    const looking = connect({ store: 'sqlite', data, now: () => new Date(), readOnly: true });
    if (E.isLeft(looking)) throw new Error(looking.left.type);
    connections.push(looking.right);
    const told: Array<object> = [];
    for await (const message of looking.right.watch()) {
      told.push(message);
      if (message.type === 'caught-up') break;
    }
    expect(told).toMatchObject([
      {
        type: 'finding',
        finding: { type: 'OutOfSequence', stream: 'order-1', revision: 2, expected: 1 },
      },
      { type: 'caught-up', position: 3n },
    ]);
    const after: Array<object> = [];
    for await (const message of looking.right.watch({ after: 2n })) {
      after.push(message);
      if (message.type === 'caught-up') break;
    }
    expect(after).toMatchObject([{ finding: { revision: 2, expected: 1 } }, {}]);
  });

  it('keeps everything in one file unless told otherwise', async () => {
    const data = directory();
    const { where, name, events, readModels, close } = open('sqlite', data);
    expect([where, name, readModels.file]).toEqual(['file', 'sqlite', join(data, 'facture.db')]);
    await append(events, 'order-1', 0);
    const model = readModels.open(counting);
    await follow(events, model);
    expect(model.get('order-1')?.row).toEqual({ count: 1 });
    await close();
    expect(readdirSync(data)).toEqual(['facture.db']);
  });

  it('keeps events on a server, and read models in a file beside nothing else', async () => {
    const { connectionString } = await standin();
    const data = directory();
    const { where, name, events, readModels, close } = open(connectionString, data);
    expect([where, name]).toEqual(['cluster', connectionString]);
    for (const revision of [0, 1, 2]) await append(events, 'order-1', revision);
    const model = readModels.open(counting);
    await follow(events, model);
    expect(model.get('order-1')).toMatchObject({ revision: 2, row: { count: 3 } });
    expect(model.checkpoint()).toBe(await events.head());
    await close();
    expect(readdirSync(data)).toEqual(['read-models.db']);

    const again = open(connectionString.replace('esdb:', 'kurrentdb:'), data);
    expect(again.readModels.open(counting).get('order-1')).toMatchObject({ revision: 2 });
    expect(await foreignRows(again.events, again.readModels.open(counting))).toBeUndefined();
  });

  it('opens the events of a server without any file', async () => {
    const { connectionString } = await standin();
    const data = join(directory(), 'none');
    const options = { store: connectionString, data, now: () => new Date(), readOnly: true };
    expect(connect(options)).toMatchObject({ left: { type: 'CannotOpen' } });
    const connected = connectEvents(options);
    if (E.isLeft(connected)) throw new Error(connected.left.type);
    expect(await connected.right.events.head()).toBeUndefined();
    await connected.right.close();
    expect(existsSync(data)).toBe(false);
  });

  it('opens a server that is away', () => {
    expect(open('esdb://127.0.0.1:1?tls=false').where).toBe('cluster');
  });

  it.each([
    ['postgres://me:secret@host/db', { type: 'UnknownStore', store: 'postgres://me:***@host/db' }],
    ['', { type: 'UnknownStore', store: '' }],
    ['SQLite', { type: 'UnknownStore', store: 'SQLite' }],
    [
      'esdb://me:secret@host:2113?tlsVerifyCert=false',
      { type: 'InvalidConnection', store: 'esdb://me:***@host:2113?tlsVerifyCert=false' },
    ],
    ['kurrentdb://me:sec:ret@x@host', { type: 'InvalidConnection', store: 'esdb://me:***@host' }],
  ])('refuses %s, and shows no password', (store, refusal) => {
    const told = refused(store);
    expect(told).toMatchObject(refusal);
    expect(JSON.stringify(told)).not.toMatch(/secret|sec:ret/);
  });

  it('shows what it is connected to without the password', () => {
    expect(open('esdb+discover://me:secret@host').name).toBe('esdb+discover://me:***@host');
  });

  it('refuses a file that is none of ours, and lets go of what it opened', () => {
    const data = directory();
    writeFileSync(join(data, 'read-models.db'), 'a letter to a friend, and no database'.repeat(20));
    const file = join(data, 'read-models.db');
    expect(refused('esdb://127.0.0.1:1?tls=false', data)).toEqual({ type: 'ForeignFile', file });
    const other = directory();
    expect(refused('esdb://host?tls=perhaps&x=1', other).type).toBe('InvalidConnection');
    expect(existsSync(join(other, 'read-models.db-wal'))).toBe(false);
  });
});

describe('foreignRows', () => {
  const followed = async (streams: ReadonlyArray<string>) => {
    const { connectionString, ...server } = await standin();
    const data = directory();
    const { events, readModels } = open(connectionString, data);
    for (const stream of streams) await append(events, stream, 0);
    const model = readModels.open(counting);
    await follow(events, model);
    return { events, model, data, server };
  };

  it('finds none where rows and events belong together, also when there are none', async () => {
    const { events, model } = await followed([]);
    expect(await foreignRows(events, model)).toBeUndefined();
    await append(events, 'order-1', 0);
    expect(await foreignRows(events, model)).toBeUndefined();
    await follow(events, model);
    await append(events, 'order-1', 1);
    await append(events, 'order-2', 0);
    expect(await foreignRows(events, model)).toBeUndefined();
  });

  it('finds the rows of another server, or of one that has lost its events', async () => {
    const { model } = await followed(['order-1', 'order-2']);
    const position = model.recent(1)[0]?.position;
    const other = await followed(['order-2']);
    expect(await foreignRows(other.events, model)).toEqual({ type: 'ForeignRows', position });
    const empty = await followed([]);
    expect(await foreignRows(empty.events, model)).toEqual({ type: 'ForeignRows', position });
  });

  it('finds a checkpoint that lies beyond the end', async () => {
    const { model } = await followed(['other-1', 'other-2']);
    expect(model.recent(1)).toEqual([]);
    const position = model.checkpoint();
    const { events } = await followed(['other-1']);
    expect(await foreignRows(events, model)).toEqual({ type: 'ForeignRows', position });
  });

  it('finds rows of which only streams that stand still are left', async () => {
    const { model, events } = await followed([]);
    model.apply([
      {
        ...{ stream: 'order-1', revision: 1, position: 7n, recordedAt: '2026-01-31T12:00:00.000Z' },
        ...{ id: randomUUID(), type: 'Done', schemaVersion: 1, data: '{}', metadata: '{}' },
      },
    ]);
    expect(await foreignRows(events, model)).toEqual({ type: 'ForeignRows', position: 7n });
  });

  it('says nothing while the store is away', async () => {
    const { model, events, server } = await followed(['order-1']);
    await server.stop();
    await expect(foreignRows(events, model)).rejects.toMatchObject({ type: 'Unavailable' });
  });
});

import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { fill } from '@facture/benchmarks/data-set';
import type { EventStore } from '@facture/contract';
import { startStandin, type Standin } from '@facture/standin';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import {
  audit,
  auditJson,
  directory,
  openStore,
  project,
  removeDirectories,
} from './testing/bench';

const credentials = { username: 'admin', password: 'changeit' };

let standin: Standin;
let store: string;
let data: string;

beforeAll(async () => {
  standin = await startStandin();
  store = standin.connectionString;
  data = directory();
  const connected = openStore(data, store);
  await fill(connected.events, 60, () => undefined);
  await project(connected);
  await connected.close();
});
afterAll(async () => {
  await standin.stop();
  removeDirectories();
});

const anOrder = async (events: EventStore): Promise<string> => {
  for await (const { stream } of events.readAll({ prefix: 'order-' })) return stream;
  throw new Error('there is no order');
};

const on = (...args: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...args,
  '--store',
  store,
  '--data',
  data,
];

describe('the auditor on a cluster (the stand-in)', () => {
  it('replays, seals, exports and verifies', async () => {
    expect(await auditJson(on('replay'))).toMatchObject({ code: 0, json: { clean: true } });
    expect(await auditJson(on('seal'))).toMatchObject({ code: 0 });
    const bundle = join(directory(), 'b.bundle');
    expect(await auditJson(on('export', '--out', bundle))).toMatchObject({ code: 0 });
    const { json } = await auditJson(['checkpoint', '--data', data]);
    const verified = await auditJson(['verify', bundle, '--key', String(json['verifierKey'])]);
    expect(verified).toMatchObject({ code: 0, json: { events: json['size'] } });
  });

  it('lists a claim that was left behind, and gives it back when that is confirmed', async () => {
    expect(await auditJson(on('claims'))).toMatchObject({ code: 0, json: { claims: [] } });
    const { events, close } = openStore(data, store);
    const holder = await anOrder(events);
    const key = 'seller9/NF 1';
    const stream = `claim-${createHash('sha256').update(key).digest('hex')}`;
    const claimed = jsonEvent({
      id: randomUUID(),
      type: 'Claimed',
      data: { key, holder },
      metadata: { $schemaVersion: 1 },
    });
    const client = EventStoreDBClient.connectionString(store);
    await client.appendToStream(stream, claimed, { credentials });
    await client.dispose();
    expect(await auditJson(on('claims'))).toMatchObject({
      code: 1,
      json: { findings: [{ type: 'StrayClaim', stream: holder }] },
    });
    const refused = await audit(on('claims', '--release'));
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--yes');
    expect(await events.claimHolder(key)).toBe(holder);
    expect(await auditJson(on('claims', '--release', '--yes'))).toMatchObject({
      code: 0,
      json: { claims: [{ key, holder, outcome: 'Released' }] },
    });
    expect(await events.claimHolder(key)).toBeUndefined();
    await close();
  });

  it('looks at one order from a machine that has no file of the service', async () => {
    const { events, close } = openStore(data, store);
    const order = (await anOrder(events)).slice('order-'.length);
    await close();
    const elsewhere = join(directory(), 'none');
    const ran = await audit(['totals', order, '--store', store, '--data', elsewhere]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(elsewhere)).toBe(false);
  });

  it('reports a stream that was truncated, and what is missing of it', async () => {
    expect(await audit(on('watch', '--until-caught-up'))).toMatchObject({ code: 0 });
    const { events, close } = openStore(data, store);
    const stream = await anOrder(events);
    await close();
    const client = EventStoreDBClient.connectionString(store);
    await client.setStreamMetadata(stream, { truncateBefore: 1 }, { credentials });
    await client.dispose();
    const watched = await audit(on('watch', '--until-caught-up', '--json'));
    expect(watched.code).toBe(1);
    const [first] = watched.stdout.split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({ finding: { type: 'EventsHidden', stream } });
    expect(await auditJson(on('replay'))).toMatchObject({
      code: 1,
      json: { findings: expect.arrayContaining([expect.objectContaining({ stream })]) },
    });
  });
});

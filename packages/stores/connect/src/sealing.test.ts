import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { inMemoryStore, type EventStore, type RecordedEvent } from '@facture/contract';
import { proveSealed, type SealedLog } from '@facture/contract/sealing';
import { leafHash, readCheckpoint, verifyConsistency, verifyInclusion } from '@facture/proofs';
import { openSealedLog, sealedLogFile, sealStore, sha256 } from '@facture/sqlite';
import { startStandin } from '@facture/standin';
import { afterAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { connectEvents } from './connect';

const closing: Array<() => unknown> = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const newDirectory = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'facture-sealing-'));
  closing.push(() => {
    rmSync(made, { recursive: true });
  });
  return made;
};

const connected = (store: string): EventStore => {
  const opened = connectEvents({ store, data: newDirectory(), now: () => new Date() });
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  closing.push(opened.right.close);
  return opened.right.events;
};

const stores: Readonly<Record<string, () => Promise<EventStore>>> = {
  memory: () => Promise.resolve(inMemoryStore({ now: () => new Date() })),
  SQLite: () => Promise.resolve(connected('sqlite')),
  'the stand-in': async () => {
    const { connectionString, stop } = await startStandin();
    closing.push(stop);
    return connected(connectionString);
  },
};

const anEvent = () => ({
  id: randomUUID(),
  type: 'Happened',
  schemaVersion: 1,
  data: '{"what":"é 🧾"}',
  metadata: '{"$correlationId":"c"}',
});

/** Appends two events of an order, which claims a number, and one of something else. */
const append = async (store: EventStore, name: string): Promise<void> => {
  const order = await store.append(`order-${name}`, 'no-stream', [anEvent(), anEvent()], {
    claims: [`invoice ${name}`],
  })();
  const other = await store.append(`cart-${name}`, 'no-stream', [anEvent()])();
  expect([order.type, other.type]).toEqual(['Appended', 'Appended']);
};

/** Seals until the log has so many events. */
const sealUpTo = async (store: EventStore, data: string, size: number): Promise<void> => {
  const stopping = new AbortController();
  const timer = setTimeout(() => {
    stopping.abort();
  }, 30_000);
  const refusal = await sealStore(
    {
      store,
      data,
      batchSize: 3,
      intervalMs: 1,
      random: Math.random,
      sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
      onSealed: (checkpoint) => {
        if (checkpoint.size === size) stopping.abort();
      },
    },
    stopping.signal,
  );
  clearTimeout(timer);
  expect(refusal).toBeUndefined();
};

const checkpointsOf = (log: SealedLog) =>
  log.checkpoints(0, 1_000).map(({ note }) => {
    const read = readCheckpoint(note.slice(0, note.indexOf('\n\n') + 1));
    if (E.isLeft(read)) throw new Error(note);
    return read.right;
  });

const expectProved = (log: SealedLog, events: ReadonlyArray<RecordedEvent>): void => {
  const { inclusion, consistency } = proveSealed(sha256, log);
  const checkpoints = checkpointsOf(log);
  const { size, rootHash } = checkpoints.at(-1) ?? { size: 0, rootHash: new Uint8Array() };
  expect(size).toBe(events.length);
  for (const [index, event] of events.entries()) {
    const proof = inclusion(event.position, size);
    const claim = { index, size, leafHash: leafHash(sha256, event), rootHash };
    expect(verifyInclusion(sha256, claim, proof?.hashes ?? [])).toBe(true);
  }
  for (const { size: from, rootHash: fromRoot } of checkpoints) {
    const claim = { from, fromRoot, to: size, toRoot: rootHash };
    expect(verifyConsistency(sha256, claim, consistency(from, size))).toBe(true);
  }
};

describe.each(Object.keys(stores))('a store in %s', (name) => {
  it('is sealed event by event, over several lives of the sealer', async () => {
    const store = await stores[name]?.();
    if (store === undefined) throw new Error('there is no such store');
    const data = newDirectory();
    for (const life of [1, 2, 3]) {
      for (const order of ['a', 'b', 'c']) await append(store, `${order}${life.toString()}`);
      await sealUpTo(store, data, life * 6);
    }
    const opened = openSealedLog({ file: sealedLogFile(data) });
    if (E.isLeft(opened)) throw new Error(opened.left.type);
    const events: Array<RecordedEvent> = [];
    for await (const event of store.readAll({ prefix: 'order-' })) events.push(event);
    expect(events).toHaveLength(18);
    expectProved(opened.right, events);
    opened.right.close();
  });
});

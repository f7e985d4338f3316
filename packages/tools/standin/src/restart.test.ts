import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startStandin } from './startStandin';
import {
  collect,
  connect,
  connected,
  endAll,
  event,
  events,
  failure,
  numbersIn,
  start,
  unary,
  until,
} from './testing/connect';

let folder: string;
let log: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'standin-'));
  log = join(folder, 'events.log');
});
afterEach(async () => {
  await endAll();
  rmSync(folder, { recursive: true });
});

describe('a restart with a log', () => {
  it('keeps events, bytes, positions, deletions and metadata', async () => {
    const standin = await start({ log });
    const before = connect(standin);
    await before.appendToStream('order-1', [event(1), event(2, 'Named', 'ação')], unary);
    await before.appendToStream('order-2', events(3), unary);
    await before.deleteStream('order-2');
    await before.appendToStream('order-3', events(4), unary);
    await before.tombstoneStream('order-3');
    await before.setStreamMetadata('order-1', { maxCount: 1 }, unary);
    const all = await collect(before.readAll());

    await standin.restart();
    const after = await connected(standin);
    expect(await collect(after.readAll())).toEqual(all);
    expect(await numbersIn(after.readStream('order-1'))).toEqual(['ação']);
    expect((await failure(collect(after.readStream('order-2'))))['type']).toBe('stream-not-found');
    expect((await failure(collect(after.readStream('order-3'))))['type']).toBe('stream-deleted');
    const { position } = await after.appendToStream('order-1', events(5), unary);
    expect(position?.commit).toBeGreaterThan(all.at(-1)?.position?.commit ?? 0n);
  });

  it('still knows a repeat at an exact revision', async () => {
    const standin = await start({ log });
    const append = async (expectedRevision: 'no_stream' | bigint, number: number) =>
      (await connected(standin)).appendToStream('order-1', events(number), {
        ...unary,
        expectedRevision,
      });
    const first = await append('no_stream', 1);
    const second = await append(0n, 2);
    await append(1n, 3);
    await standin.restart();
    expect(await append('no_stream', 1)).toEqual(first);
    expect(await append(0n, 2)).toEqual(second);
  });

  it('forgets the ids that protect appends without a revision', async () => {
    const standin = await start({ log });
    const append = async (number: number) =>
      (await connected(standin)).appendToStream('order-1', events(number), unary);
    await append(1);
    await append(1);
    await standin.restart();
    await append(1);
    expect(await numbersIn((await connected(standin)).readStream('order-1'))).toEqual([1, 1]);
  });

  it('opens the same events on another server', async () => {
    const first = await start({ log });
    await (await connected(first)).appendToStream('order-1', events(1), unary);
    await first.stop();
    expect(await numbersIn((await connected(await start({ log }))).readAll())).toEqual([1]);
  });

  it('has every append on disk that was answered, and none of the half written', async () => {
    const standin = await start({ log });
    await (await connected(standin)).appendToStream('order-1', events(1, 2), unary);
    const whole = statSync(log).size;
    await (await connected(standin)).appendToStream('order-1', events(3, 4), unary);
    const longer = readFileSync(log);
    await standin.stop();
    for (const torn of [whole + 1, whole + 7, whole + 8, whole + 9, longer.length - 1]) {
      truncateSync(log, 0);
      appendFileSync(log, longer.subarray(0, torn));
      await standin.start();
      expect(statSync(log).size).toBe(whole);
      expect(await numbersIn((await connected(standin)).readAll())).toEqual([1, 2]);
      await standin.stop();
    }
    appendFileSync(log, Buffer.alloc(4096));
    await standin.start();
    expect(statSync(log).size).toBe(whole);
    await (await connected(standin)).appendToStream('order-1', events(3), unary);
    await standin.restart();
    expect(await numbersIn((await connected(standin)).readAll())).toEqual([1, 2, 3]);
  });

  it('gives a request no effect that was under way', async () => {
    const standin = await start({ log });
    const fault = standin.faults.order({ type: 'delay', ms: 100 }, { operation: 'append' });
    const late = failure((await connected(standin)).appendToStream('order-1', events(1), unary));
    await until(() => fault.hits() === 1);
    await standin.restart();
    expect((await late)['type']).toBe('unavailable');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await numbersIn((await connected(standin)).readAll())).toEqual([]);
  });

  it('loses nothing that was answered when it is killed under load', async () => {
    const standin = await start({ log });
    const answered = new Set<string>();
    let killing = true;
    const write = async (writer: number): Promise<void> => {
      for (let number = 1; killing; number += 1) {
        const stream = `order-${writer}-${number}`;
        const client = connect(standin);
        const written = await client
          .appendToStream(stream, events(number), { ...unary, expectedRevision: 'no_stream' })
          .then(
            () => true,
            () => false,
          );
        if (written) answered.add(stream);
        await client.dispose();
      }
    };
    const writers = Array.from({ length: 8 }, (_, writer) => write(writer));
    for (let kill = 0; kill < 5; kill += 1) {
      const enough = answered.size + 10;
      await until(() => answered.size >= enough);
      await standin.restart();
    }
    killing = false;
    await Promise.all(writers);
    const kept = (await collect((await connected(standin)).readAll())).map(
      ({ streamId }) => streamId,
    );
    expect(new Set(kept).size).toBe(kept.length);
    expect(kept).toEqual(expect.arrayContaining([...answered]));
    expect(answered.size).toBeGreaterThan(0);
  });
});

describe('a restart without a log', () => {
  it('loses everything', async () => {
    const standin = await start();
    await (await connected(standin)).appendToStream('order-1', events(1), unary);
    await standin.restart();
    expect(await numbersIn((await connected(standin)).readAll())).toEqual([]);
  });
});

describe('a server that is away', () => {
  it('cannot be reached, breaks subscriptions, and comes back with its memory', async () => {
    const standin = await start();
    const client = connect(standin);
    const append = (deadline?: number) =>
      client.appendToStream('order-1', events(1), { ...unary, ...(deadline && { deadline }) });
    await append();
    const subscription = client.subscribeToAll();
    const seen = failure(numbersIn(subscription));
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    const back = standin.awayFor(200);
    expect((await seen)['type']).toBe('unavailable');
    expect((await failure(append(100)))['type']).toMatch(/unavailable|deadline-exceeded/);
    await back;
    await append();
    expect(await numbersIn((await connected(standin)).readAll())).toEqual([1]);
  });

  it('stays away when it is stopped meanwhile', async () => {
    const standin = await start();
    const back = standin.awayFor(50);
    await standin.stop();
    await back;
    await expect(reach(standin.port, '127.0.0.1')).rejects.toThrow('ECONNREFUSED');
  });
});

const reach = (port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = dial({ port, host }, () => {
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
  });

describe('a start', () => {
  it('is refused as often as it was told, and then on the same port', async () => {
    const standin = await start({ log });
    await (await connected(standin)).appendToStream('order-1', events(1), unary);
    standin.refuseToStart(2);
    await expect(standin.restart()).rejects.toThrow('refuses to start');
    await expect(standin.start()).rejects.toThrow('refuses to start');
    await expect(reach(standin.port, '127.0.0.1')).rejects.toThrow('ECONNREFUSED');
    await standin.start();
    await standin.start();
    expect(await numbersIn((await connected(standin)).readAll())).toEqual([1]);
  });

  it('fails where the port is taken or the log cannot be opened', async () => {
    const { port } = await start();
    await expect(startStandin({ port })).rejects.toThrow('EADDRINUSE');
    await expect(startStandin({ log: join(folder, 'missing', 'log') })).rejects.toThrow('ENOENT');
  });

  it('takes the port that it is given, on 127.0.0.1 alone', async () => {
    const { port, stop } = await start();
    await stop();
    const standin = await start({ port });
    expect(standin.connectionString).toBe(`esdb://127.0.0.1:${String(port)}?tls=false`);
    await reach(port, '127.0.0.1');
    await expect(reach(port, '127.0.0.2')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('a cluster', () => {
  it('is found by gossip from several endpoints', async () => {
    const standin = await start();
    const endpoint = `127.0.0.1:${String(standin.port)}`;
    const client = connect(`esdb://${endpoint},${endpoint}?tls=false`);
    await client.appendToStream('order-1', events(1), unary);
    expect(await numbersIn(client.readAll())).toEqual([1]);
  });

  it('is not found where gossip fails', async () => {
    const standin = await start();
    standin.faults.order(
      { type: 'refuse', code: 14, details: 'away' },
      { operation: 'gossip', times: Infinity },
    );
    const endpoint = `127.0.0.1:${String(standin.port)}`;
    const client = connect(
      `esdb://${endpoint},${endpoint}?tls=false&maxDiscoverAttempts=2&discoveryInterval=10`,
    );
    expect(
      (await failure(client.appendToStream('order-1', events(1), unary)))['message'],
    ).toContain('Failed to discover');
  });
});

import { EventStoreDBClient } from '@eventstore/db-client';
import assert from 'node:assert/strict';

import { claimStream } from '../claimStream';
import type { WatchMessage, WatchOptions } from '../findings';
import { anEvent, eventually } from './faultBench';
import type { ServerBench, ServerCase } from './serverBench';

const unary = { credentials: { username: 'admin', password: 'changeit' } };

const watcherOn = ({ open, connectionString }: ServerBench) => {
  const store = open();
  const client = EventStoreDBClient.connectionString(connectionString);
  const ends: Array<() => Promise<unknown>> = [];
  return {
    client,
    append: async (stream: string, expected: number | 'no-stream', claims: string[] = []) => {
      const outcome = await store.append(stream, expected, [anEvent()], { claims })();
      assert.equal(outcome.type, 'Appended');
    },
    /** Watches in the background. */
    watching: (options: WatchOptions = {}) => {
      const stop = new AbortController();
      const messages: Array<WatchMessage> = [];
      const ended = (async () => {
        for await (const message of store.watch({ ...options, signal: stop.signal }))
          messages.push(message);
      })();
      ends.push(() => (stop.abort(), ended));
      const findings = () =>
        messages.flatMap((message) => (message.type === 'finding' ? [message.finding] : []));
      return {
        until: async (count: number) => {
          const isSo = () => findings().length >= count && messages.at(-1)?.type === 'caught-up';
          await eventually(`${count} findings`, isSo);
          assert.equal(findings().length, count);
          return findings();
        },
      };
    },
    end: async () => {
      for (const end of ends) await end();
      await client.dispose();
    },
  };
};

type Watcher = ReturnType<typeof watcherOn>;

/** A case with a watcher, which stops in the end. */
const watched = (
  name: string,
  run: (watcher: Watcher, bench: ServerBench) => Promise<void>,
): ServerCase => ({
  name,
  run: async (bench) => {
    const watcher = watcherOn(bench);
    try {
      await run(watcher, bench);
    } finally {
      await watcher.end();
    }
  },
});

/** What a watch tells of a history that others work on. */
export const watchCases: ReadonlyArray<ServerCase> = [
  watched(
    'a watch tells of deletions, tombstones, truncations and other metadata, as they happen',
    async ({ client, append, watching }, { space }) => {
      for (const stream of ['order-1', 'order-2', 'order-3']) await append(stream, 'no-stream');
      const { until } = watching();
      assert.deepEqual(await until(0), []);
      await client.deleteStream(`${space}order-1`);
      await client.tombstoneStream(`${space}order-2`);
      await client.setStreamMetadata(`${space}order-3`, { maxCount: 5 }, unary);
      await client.setStreamMetadata(`${space}order-3`, { acl: { readRoles: ['x'] } }, unary);
      assert.deepEqual(
        (await until(4)).map(({ type, stream }) => [type, stream]),
        [
          ['StreamDeleted', 'order-1'],
          ['StreamTombstoned', 'order-2'],
          ['EventsHidden', 'order-3'],
          ['MetadataWritten', 'order-3'],
        ],
      );
      await append('order-1', 0);
      const findings = await until(5);
      const last = findings.at(-1);
      assert.ok(last?.type === 'EventsHidden' && last.stream === 'order-1');
      assert.deepEqual(JSON.parse(last.metadata), { $tb: 1 });
      const positions = findings.map(({ position }) => position);
      assert.deepEqual(
        positions,
        positions.toSorted((a, b) => (a < b ? -1 : 1)),
      );
    },
  ),

  watched(
    'a watch tells of the streams of claims, and of no others than it was asked for',
    async ({ client, append, watching }, { space }) => {
      await append('order-1', 'no-stream', ['seller/1']);
      await append('other-1', 'no-stream');
      const claim = claimStream('seller/1');
      await client.deleteStream(`${space}other-1`);
      await client.setStreamMetadata(`another ${space}order-9`, { maxCount: 1 }, unary);
      await client.setStreamMetadata(space + claim, { maxCount: 1 }, unary);
      const streamsOf = async (options: WatchOptions, count: number) =>
        (await watching(options).until(count)).map(({ stream }) => stream);
      assert.deepEqual(await streamsOf({ prefix: 'order-' }, 1), [claim]);
      assert.deepEqual(await streamsOf({}, 2), ['other-1', claim]);
    },
  ),

  watched('a watch goes on after a position', async ({ client, append, watching }, { space }) => {
    await append('order-1', 'no-stream');
    await client.deleteStream(`${space}order-1`);
    const [first] = await watching().until(1);
    await client.setStreamMetadata(`${space}order-2`, { maxCount: 1 }, unary);
    const [second] = await watching({ after: first?.position }).until(1);
    assert.equal(second?.stream, 'order-2');
  }),

  watched(
    'a watch tells of events without data and of revisions that are missing, also in mid-history',
    async ({ client, append, watching }, { space }) => {
      await append('order-1', 'no-stream');
      const { id } = anEvent();
      const blank = {
        id,
        type: 'Happened',
        contentType: 'application/octet-stream' as const,
        data: new Uint8Array(),
        metadata: undefined,
      };
      await client.appendToStream(`${space}order-1`, blank, { ...unary, expectedRevision: 0n });
      const [found] = await watching().until(1);
      assert.ok(found?.type === 'DataMissing' && found.revision === 1);
      await append('order-1', 1);
      const after = found.position;
      assert.deepEqual(await watching({ after }).until(0), []);
      await client.setStreamMetadata(`${space}order-1`, { truncateBefore: 2 }, unary);
      const [gap, hidden] = await watching({ after }).until(2);
      assert.ok(gap?.type === 'OutOfSequence' && gap.revision === 2 && gap.expected === 1);
      assert.equal(hidden?.type, 'EventsHidden');
    },
  ),
];

import { EventStoreDBClient } from '@eventstore/db-client';
import type { Standin } from '@facture/standin';
import { afterAll, describe, expect, it, jest } from '@jest/globals';

import type { WatchMessage, WatchOptions } from './findings';
import { anEvent, eventually } from './testing/faultBench';
import { closeAll, openStore, withStandin } from './testing/stores';

jest.setTimeout(60_000);
afterAll(closeAll);

const SPACE = 'space.';
const unary = { credentials: { username: 'admin', password: 'changeit' } };

const on = (standin: Standin, ends: Array<() => Promise<unknown>>) => {
  const store = openStore({ connectionString: standin.connectionString, streamPrefix: SPACE });
  const client = EventStoreDBClient.connectionString(standin.connectionString);
  ends.push(() => client.dispose());
  return {
    client,
    append: async (stream: string, expected: number | 'no-stream', claims: string[] = []) => {
      const outcome = await store.append(stream, expected, [anEvent()], { claims })();
      expect(outcome.type).toBe('Appended');
    },
    /** Watches in the background. */
    watching: (options: WatchOptions = {}) => {
      const stop = new AbortController();
      const messages: Array<WatchMessage> = [];
      const ended = (async () => {
        for await (const message of store.watch({ ...options, signal: stop.signal }))
          messages.push(message);
      })();
      ends.unshift(() => (stop.abort(), ended));
      const findings = () =>
        messages.flatMap((message) => (message.type === 'finding' ? [message.finding] : []));
      return {
        messages,
        findings,
        until: async (count: number) => {
          const isSo = () => findings().length >= count && messages.at(-1)?.type === 'caught-up';
          await eventually(`${count} findings`, isSo);
          return findings();
        },
      };
    },
  };
};

/** Runs on a stand-in of its own, and stops all watching in the end. */
const onServer = (run: (server: ReturnType<typeof on>) => Promise<void>): Promise<void> =>
  withStandin(async (standin) => {
    const ends: Array<() => Promise<unknown>> = [];
    try {
      await run(on(standin, ends));
    } finally {
      for (const end of ends) await end();
    }
  });

describe('a watch', () => {
  it('tells of deletions, tombstones, truncations and other metadata, as they happen', () =>
    onServer(async ({ client, append, watching }) => {
      for (const stream of ['order-1', 'order-2', 'order-3']) await append(stream, 'no-stream');
      const { until, findings } = watching();
      expect(await until(0)).toEqual([]);
      await client.deleteStream(`${SPACE}order-1`);
      await client.tombstoneStream(`${SPACE}order-2`);
      await client.setStreamMetadata(`${SPACE}order-3`, { maxCount: 5 }, unary);
      await client.setStreamMetadata(`${SPACE}order-3`, { acl: { readRoles: ['x'] } }, unary);
      expect(await until(4)).toMatchObject([
        { type: 'StreamDeleted', stream: 'order-1', metadata: '{"$tb":9223372036854775807}' },
        { type: 'StreamTombstoned', stream: 'order-2' },
        { type: 'EventsHidden', stream: 'order-3' },
        { type: 'MetadataWritten', stream: 'order-3' },
      ]);
      await append('order-1', 0);
      expect((await until(5)).at(-1)).toMatchObject({
        type: 'EventsHidden',
        stream: 'order-1',
        metadata: '{"$tb":1}',
      });
      const positions = findings().map(({ position }) => position);
      expect(positions).toEqual([...positions].sort((a, b) => Number(a - b)));
    }));

  it('tells of the streams of claims, and of no others than it was asked for', () =>
    onServer(async ({ client, append, watching }) => {
      await append('order-1', 'no-stream', ['seller/1']);
      await append('other-1', 'no-stream');
      const names: Array<string> = [];
      for await (const { event } of client.readAll()) if (event) names.push(event.streamId);
      const claim = names.find((name) => name.includes('claim-')) ?? '';
      await client.deleteStream(`${SPACE}other-1`);
      await client.setStreamMetadata('order-9', { maxCount: 1 }, unary);
      await client.setStreamMetadata(claim, { maxCount: 1 }, unary);
      const { until } = watching({ prefix: 'order-' });
      expect(await until(1)).toMatchObject([
        { type: 'EventsHidden', stream: claim.slice(SPACE.length) },
      ]);
      const everything = watching();
      expect((await everything.until(2)).map(({ stream }) => stream)).toEqual([
        'other-1',
        claim.slice(SPACE.length),
      ]);
    }));

  it('goes on after a position', () =>
    onServer(async ({ client, append, watching }) => {
      await append('order-1', 'no-stream');
      await client.deleteStream(`${SPACE}order-1`);
      const [first] = await watching().until(1);
      await client.setStreamMetadata(`${SPACE}order-2`, { maxCount: 1 }, unary);
      expect(await watching({ after: first?.position }).until(1)).toMatchObject([
        { stream: 'order-2' },
      ]);
    }));

  it('tells of events without data and of revisions that are missing, also in mid-history', () =>
    onServer(async ({ client, append, watching }) => {
      await append('order-1', 'no-stream');
      await client.appendToStream(
        `${SPACE}order-1`,
        { ...binary, data: new Uint8Array() },
        { ...unary, expectedRevision: 0n },
      );
      const [found] = await watching().until(1);
      expect(found).toMatchObject({ type: 'DataMissing', stream: 'order-1', revision: 1 });
      await append('order-1', 1);
      expect(await watching({ after: found?.position }).until(0)).toEqual([]);
      await client.setStreamMetadata(`${SPACE}order-1`, { truncateBefore: 2 }, unary);
      expect(await watching({ after: found?.position }).until(2)).toMatchObject([
        { type: 'OutOfSequence', stream: 'order-1', revision: 2, expected: 1 },
        { type: 'EventsHidden' },
      ]);
    }));
});

const binary = {
  id: '00000000-0000-4000-8000-000000000009',
  type: 'Happened',
  contentType: 'application/octet-stream',
  metadata: undefined,
} as const;

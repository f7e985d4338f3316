import { afterEach, describe, expect, it } from '@jest/globals';
import type { EventStoreDBClient } from '@eventstore/db-client';
import {
  collect,
  connect,
  endAll,
  events,
  failure,
  numbersIn,
  start,
  unary,
} from './testing/connect';

afterEach(endAll);

const append = (
  client: EventStoreDBClient,
  expectedRevision: bigint | 'no_stream' | 'any' | 'stream_exists',
  ...numbers: number[]
) => client.appendToStream('order-1', events(...numbers), { ...unary, expectedRevision });

const readFailure = (client: EventStoreDBClient) =>
  failure(numbersIn(client.readStream('order-1')));

describe('a soft delete', () => {
  it('hides the stream, and `$all` still shows its events and the deletion', async () => {
    const client = connect(await start());
    await append(client, 'no_stream', 1, 2);
    const { position } = await client.deleteStream('order-1', { expectedRevision: 1n });
    expect(await readFailure(client)).toMatchObject({
      type: 'stream-not-found',
      streamName: 'order-1',
    });
    const all = await collect(client.readAll());
    expect(all).toMatchObject([
      { streamId: 'order-1', data: { number: 1 } },
      { streamId: 'order-1', data: { number: 2 } },
      { streamId: '$$order-1', type: '$metadata', position },
    ]);
    expect(Buffer.from(JSON.stringify(all[2]?.data)).toString()).toContain('$tb');
  });

  it.each(['no_stream', 1n, 'any'] as const)(
    'is undone by an append that expects %p, which continues the numbering',
    async (expected) => {
      const client = connect(await start());
      await append(client, 'no_stream', 1, 2);
      await client.deleteStream('order-1');
      expect(await append(client, expected, 3)).toMatchObject({ nextExpectedRevision: 2n });
      expect(await collect(client.readStream('order-1'))).toMatchObject([
        { revision: 2n, data: { number: 3 } },
      ]);
      expect((await client.getStreamMetadata('order-1')).metadata).toEqual({ truncateBefore: 2 });
    },
  );

  it('leaves a repeat its success without a position, and the stream not found', async () => {
    const client = connect(await start());
    await append(client, 'no_stream', 1, 2);
    await client.deleteStream('order-1');
    expect(await append(client, 'no_stream', 1, 2)).toEqual({
      success: true,
      nextExpectedRevision: 1n,
      position: undefined,
    });
    expect((await readFailure(client))['type']).toBe('stream-not-found');
  });

  it('counts as deleted for an append that expects the stream to exist', async () => {
    const client = connect(await start());
    await append(client, 'no_stream', 1);
    await client.deleteStream('order-1');
    expect((await failure(append(client, 'stream_exists', 2)))['type']).toBe('stream-deleted');
  });

  it('is refused at another revision', async () => {
    const client = connect(await start());
    await append(client, 'no_stream', 1, 2);
    expect(await failure(client.deleteStream('order-1', { expectedRevision: 0n }))).toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: 0n,
      actualVersion: 1n,
    });
    expect(
      await failure(client.deleteStream('order-1', { expectedRevision: 'no_stream' })),
    ).toMatchObject({ type: 'wrong-expected-version', expectedVersion: -1n });
    expect(await numbersIn(client.readStream('order-1'))).toEqual([1, 2]);
  });
});

describe('a tombstone', () => {
  it('burns the name for ever, over a restart too', async () => {
    const client = connect(await start());
    await append(client, 'no_stream', 1);
    await client.tombstoneStream('order-1');
    for (const expected of ['no_stream', 'any', 'stream_exists', 0n] as const) {
      expect(await failure(append(client, expected, 1))).toMatchObject({
        type: 'stream-deleted',
        streamName: 'order-1',
      });
    }
    expect(await failure(client.appendToStream('order-1', events(1)))).toMatchObject({
      type: 'stream-deleted',
      streamName: 'order-1',
    });
    expect((await readFailure(client))['type']).toBe('stream-deleted');
    expect((await failure(client.deleteStream('order-1')))['type']).toBe('stream-deleted');
    expect((await failure(client.tombstoneStream('order-1')))['type']).toBe('stream-deleted');
    expect(
      (await failure(client.setStreamMetadata('order-1', { maxCount: 1 }, unary)))['type'],
    ).toBe('stream-deleted');
  });

  it('breaks calls to a stream whose name is not ASCII, as its trailers cannot be', async () => {
    const client = connect(await start());
    const stream = 'order-ação 🧾';
    await client.appendToStream(stream, events(1), unary);
    await client.tombstoneStream(stream);
    for (const call of [
      client.appendToStream(stream, events(1), unary),
      collect(client.readStream(stream)),
      client.deleteStream(stream),
    ])
      expect(await failure(call)).toMatchObject({
        type: 'unknown',
        message: '2 UNKNOWN: Received HTTP status code 500',
      });
    const overTheBatchStream = client.appendToStream(stream, events(1));
    expect((await failure(overTheBatchStream))['type']).toBe('stream-deleted');
  });

  it('is the last event of its stream in `$all`, without data', async () => {
    const client = connect(await start());
    await append(client, 'no_stream', 1);
    const { position } = await client.tombstoneStream('order-1', { expectedRevision: 0n });
    expect(await collect(client.readAll())).toMatchObject([
      { type: 'Counted', revision: 0n },
      {
        streamId: 'order-1',
        type: '$streamDeleted',
        revision: 2n ** 63n - 1n,
        position,
        isJson: false,
        data: new Uint8Array(),
      },
    ]);
  });

  it('can burn a name that was never used', async () => {
    const client = connect(await start());
    await client.tombstoneStream('order-1', { expectedRevision: 'no_stream' });
    expect((await failure(append(client, 'no_stream', 1)))['type']).toBe('stream-deleted');
  });

  it('ends a subscription to its stream', async () => {
    const client = connect(await start());
    await append(client, 'no_stream', 1);
    const seen = failure(numbersIn(client.subscribeToStream('order-1')));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await client.tombstoneStream('order-1');
    expect((await seen)['type']).toBe('stream-deleted');
  });
});

describe('stream metadata', () => {
  it('hides all but the last events with `$maxCount`', async () => {
    const client = connect(await start());
    await append(client, 'no_stream', 1, 2, 3);
    await client.setStreamMetadata('order-1', { maxCount: 2 }, unary);
    expect(await numbersIn(client.readStream('order-1'))).toEqual([2, 3]);
    expect(
      await numbersIn(
        client.readStream('order-1', { direction: 'backwards', fromRevision: 'end' }),
      ),
    ).toEqual([3, 2]);
    expect(await numbersIn(client.readAll())).toEqual([1, 2, 3, undefined]);
    expect((await client.getStreamMetadata('order-1')).metadata).toEqual({ maxCount: 2 });
  });

  it('leaves a repeat of a hidden event its success without a position', async () => {
    const client = connect(await start());
    await append(client, 'no_stream', 1);
    await append(client, 0n, 2);
    await client.setStreamMetadata('order-1', { maxCount: 1 }, unary);
    expect(await append(client, 'no_stream', 1)).toEqual({
      success: true,
      nextExpectedRevision: 0n,
      position: undefined,
    });
    expect((await append(client, 0n, 2)).position).toBeDefined();
  });

  it('hides events before `$tb`', async () => {
    const client = connect(await start());
    await append(client, 'no_stream', 1, 2, 3);
    await client.setStreamMetadata('order-1', { truncateBefore: 2 }, unary);
    expect(await numbersIn(client.readStream('order-1'))).toEqual([3]);
    await client.setStreamMetadata('order-1', { truncateBefore: 7 }, unary);
    expect(await numbersIn(client.readStream('order-1'))).toEqual([]);
  });

  it('hides events as they reach `$maxAge` seconds', async () => {
    let now = new Date('2026-01-31T12:00:00Z');
    const client = connect(await start({ now: () => now }));
    await append(client, 'no_stream', 1);
    await client.setStreamMetadata('order-1', { maxAge: 60 }, unary);
    now = new Date('2026-01-31T12:00:50Z');
    await append(client, 0n, 2);
    expect(await numbersIn(client.readStream('order-1'))).toEqual([1, 2]);
    now = new Date('2026-01-31T12:01:01Z');
    expect(await numbersIn(client.readStream('order-1'))).toEqual([2]);
  });

  it('shows of its own history the last event only', async () => {
    const client = connect(await start());
    await client.setStreamMetadata('order-1', { maxCount: 5 }, unary);
    await client.setStreamMetadata('order-1', { maxCount: 6 }, unary);
    expect(await collect(client.readStream('$$order-1'))).toMatchObject([
      { revision: 1n, type: '$metadata', data: { $maxCount: 6 } },
    ]);
  });
});

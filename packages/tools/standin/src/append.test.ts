import { afterEach, describe, expect, it } from '@jest/globals';
import { credentials, Metadata } from '@grpc/grpc-js';
import { Empty, UUID } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import {
  binaryEvent,
  jsonEvent,
  type AppendExpectedRevision,
  type AppendResult,
  type EventData,
} from '@eventstore/db-client';
import { streamIdentifier } from './identifiers';
import type { StandinOptions } from './startStandin';
import {
  collect,
  connect,
  endAll,
  event,
  events,
  failure,
  idOf,
  numbersIn,
  start,
  unary,
  until,
  ways,
} from './testing/connect';

afterEach(endAll);

describe.each(ways)('an append by %s', (_, way) => {
  const open = async (options?: StandinOptions) => {
    const standin = await start(options);
    const client = connect(standin);
    return {
      standin,
      client,
      append: (
        expectedRevision: AppendExpectedRevision,
        batch: EventData[],
        stream = 'order-1',
      ): Promise<AppendResult> =>
        client.appendToStream(stream, batch, { ...way, expectedRevision }),
      numbers: (stream = 'order-1') => numbersIn(client.readStream(stream)),
    };
  };

  it('answers the revision and the position of the last event', async () => {
    const { append, client } = await open();
    expect(await append('no_stream', events(1, 2))).toMatchObject({
      success: true,
      nextExpectedRevision: 1n,
    });
    const { position } = await append(1n, events(3));
    const all = await collect(client.readAll());
    expect(all.map(({ revision }) => revision)).toEqual([0n, 1n, 2n]);
    expect(all[2]?.position).toEqual(position);
  });

  it('keeps the exact bytes, the type, the metadata and the time', async () => {
    const { append, client } = await open({ now: () => new Date('2026-01-31T12:00:00.123Z') });
    const bytes = Uint8Array.of(0, 255, 128, 13, 10);
    await append('no_stream', [
      jsonEvent({
        id: idOf(1),
        type: 'Sent',
        data: { a: 'é€😀' },
        metadata: { $correlationId: 'c' },
      }),
      binaryEvent({ id: idOf(2), type: 'Raw', data: bytes, metadata: bytes }),
    ]);
    const [json, binary] = await collect(client.readStream('order-1'));
    expect(json).toMatchObject({
      id: idOf(1),
      type: 'Sent',
      isJson: true,
      data: { a: 'é€😀' },
      metadata: { $correlationId: 'c' },
      created: new Date('2026-01-31T12:00:00.123Z'),
    });
    expect(binary).toMatchObject({ id: idOf(2), isJson: false });
    expect([...(binary?.data as Uint8Array)]).toEqual([...bytes]);
    expect([...(binary?.metadata as Uint8Array)]).toEqual([...bytes]);
  });

  it('refuses a revision that the stream has not reached', async () => {
    const { append } = await open();
    expect(await failure(append(0n, events(1)))).toMatchObject({
      type: 'wrong-expected-version',
      streamName: 'order-1',
      expectedVersion: 0n,
      actualVersion: 'no_stream',
      message: '',
    });
    await append('no_stream', events(1));
    expect(await failure(append(5n, events(2)))).toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: 5n,
      actualVersion: 0n,
    });
  });

  it('refuses other events at a place that is taken', async () => {
    const { append, numbers } = await open();
    await append('no_stream', events(1, 2));
    for (const [expected, batch] of [
      ['no_stream', events(9)],
      [0n, events(9)],
      [0n, events(9, 2)],
    ] as const) {
      expect(await failure(append(expected, batch))).toMatchObject({
        type: 'wrong-expected-version',
        expectedVersion: expected,
        actualVersion: 1n,
      });
    }
    expect(await numbers()).toEqual([1, 2]);
  });

  it('answers a repeat with the end of the original batch, however long the stream is', async () => {
    const { append, numbers } = await open();
    const first = await append('no_stream', events(1, 2));
    const second = await append(1n, events(3, 4));
    await append(3n, events(5));
    expect(await append('no_stream', events(1, 2))).toEqual(first);
    expect(await append(1n, events(3, 4))).toEqual(second);
    expect(await numbers()).toEqual([1, 2, 3, 4, 5]);
  });

  it('takes the beginning of a batch for a repeat, and more than the batch for a conflict', async () => {
    const { append, numbers } = await open();
    await append('no_stream', events(1, 2));
    await append(1n, events(3));
    expect(await append('no_stream', events(1))).toMatchObject({ nextExpectedRevision: 0n });
    expect(await append('no_stream', events(1, 2, 3))).toMatchObject({ nextExpectedRevision: 2n });
    expect(await failure(append('no_stream', events(1, 2, 3, 4)))).toMatchObject({
      type: 'wrong-expected-version',
    });
    expect(await numbers()).toEqual([1, 2, 3]);
  });

  it('takes a batch that differs behind its first event for a conflict', async () => {
    const { append } = await open();
    await append('no_stream', events(1, 2, 3));
    expect(await failure(append('no_stream', events(1, 9)))).toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: 'no_stream',
      actualVersion: 2n,
    });
  });

  it('compares ids and places only, never type or body', async () => {
    const { append, client } = await open();
    const original = await append('no_stream', [event(1)]);
    expect(await append('no_stream', [event(1, 'Other', 'other')])).toEqual(original);
    expect(await collect(client.readStream('order-1'))).toMatchObject([
      { type: 'Counted', data: { number: 1 } },
    ]);
  });

  it('stores the same id again where the expected revision is the current one', async () => {
    const { append, numbers } = await open();
    await append('no_stream', events(1));
    expect(await append(0n, events(1))).toMatchObject({ nextExpectedRevision: 1n });
    expect(await numbers()).toEqual([1, 1]);
  });

  it('knows a repeat without a revision by the memory of recent ids', async () => {
    const { append } = await open();
    const original = await append('any', events(1, 2));
    await append('any', events(3));
    expect(await append('any', events(1, 2))).toEqual(original);
    expect(await append('stream_exists', events(2))).toMatchObject({ nextExpectedRevision: 1n });
    expect(await failure(append('any', events(1, 9)))).toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: 'any',
    });
  });

  it('knows an id that was used in two streams in the first one only', async () => {
    const { append, numbers } = await open();
    await append('any', events(1));
    await append('any', events(1), 'order-2');
    await append('any', events(1), 'order-2');
    await append('any', events(1));
    expect(await numbers()).toEqual([1]);
    expect(await numbers('order-2')).toEqual([1, 1]);
  });

  it('forgets the oldest ids first', async () => {
    const { append, numbers } = await open({ rememberedIds: 2 });
    await append('any', events(1, 2, 3));
    await append('any', events(3));
    await append('any', events(1));
    expect(await numbers()).toEqual([1, 2, 3, 1]);
  });

  it('appends with `stream_exists` only where there is a stream or its metadata', async () => {
    const { append, client } = await open();
    expect(await failure(append('stream_exists', events(1)))).toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: 'stream_exists',
      actualVersion: 'no_stream',
    });
    await client.setStreamMetadata('order-1', { maxCount: 10 });
    expect(await append('stream_exists', events(1))).toMatchObject({ nextExpectedRevision: 0n });
  });

  it('answers an empty batch with success and writes nothing', async () => {
    const { append, client } = await open();
    expect(await append('no_stream', [])).toMatchObject({ success: true });
    expect((await failure(collect(client.readStream('order-1'))))['type']).toBe('stream-not-found');
    await append('no_stream', events(1));
    expect(await append(0n, [])).toMatchObject({ nextExpectedRevision: 0n });
    expect((await failure(append('no_stream', [])))['type']).toBe('wrong-expected-version');
  });

  it('lets one of twenty win that create a stream at once', async () => {
    const { append, numbers } = await open();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (__, index) => append('no_stream', events(index + 1))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await numbers()).toHaveLength(1);
  });

  it('refuses what is too large: data, metadata and twice the types, summed over events', async () => {
    const { append, numbers } = await open({ maxAppendBytes: 40 });
    // {"number":N} is 12 bytes, the type twice is 14.
    const small = (number: number) => event(number, 'Counted');
    await append('no_stream', [small(1)]);
    expect(await failure(append(0n, [small(2), small(3)]))).toMatchObject({
      type: 'maximum-append-size-exceeded',
      maxAppendSize: 40,
    });
    await append(0n, [event(2, 'A'), event(3, 'B')]);
    expect(await numbers()).toEqual([1, 2, 3]);
  });

  it('takes stream names of any alphabet', async () => {
    const { append, numbers } = await open();
    await append('no_stream', events(1), 'order-ação 🧾');
    expect(await numbers('order-ação 🧾')).toEqual([1]);
  });
});

describe('an append that is cut off before it was ended', () => {
  it('is written as far as it came, but for the messages of the batch stream', async () => {
    const standin = await start();
    const bare = new StreamsClient(`127.0.0.1:${standin.port}`, credentials.createInsecure());
    const ignore = () => undefined;
    const plain = bare.append(new Metadata(), ignore).on('error', ignore);
    const name = (stream: string) => streamIdentifier(stream);
    plain.write(
      new AppendReq().setOptions(
        new AppendReq.Options().setStreamIdentifier(name('order-1')).setAny(new Empty()),
      ),
    );
    const batch = bare.batchAppend(new Metadata()).on('error', ignore);
    for (const number of [1, 2]) {
      const filled = <M extends AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage>(
        message: M,
      ): M => {
        message.setId(new UUID().setString(idOf(number))).setData(Buffer.from('{}'));
        message.getMetadataMap().set('type', 'Cut').set('content-type', 'application/json');
        return message;
      };
      plain.write(new AppendReq().setProposedMessage(filled(new AppendReq.ProposedMessage())));
      batch.write(
        new BatchAppendReq()
          .setCorrelationId(new UUID().setString(idOf(9)))
          .setOptions(new BatchAppendReq.Options().setStreamIdentifier(name('order-2')))
          .setProposedMessagesList([filled(new BatchAppendReq.ProposedMessage())]),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    plain.cancel();
    batch.cancel();
    const client = connect(standin);
    await until(async () => (await collect(client.readAll())).length === 2);
    const streams = (await collect(client.readAll())).map(({ streamId }) => streamId);
    expect(streams).toEqual(['order-1', 'order-1']);
    bare.close();
  });
});

describe('an append of 1 MiB', () => {
  it('is taken by default, and one byte more is not', async () => {
    const client = connect(await start());
    const binary = (bytes: number) =>
      binaryEvent({ id: idOf(bytes), type: 'R', data: new Uint8Array(bytes) });
    const limit = 1024 * 1024 - 2;
    await client.appendToStream('order-1', binary(limit), unary);
    expect(await failure(client.appendToStream('order-1', binary(limit + 1), unary))).toMatchObject(
      { type: 'maximum-append-size-exceeded', maxAppendSize: 1024 * 1024 },
    );
  });
});

describe('a client that does not throw on a conflict', () => {
  it('is told so', async () => {
    const standin = await start();
    const client = connect(`${standin.connectionString}&throwOnAppendFailure=false`);
    await client.appendToStream('order-1', events(1, 2), unary);
    expect(
      await client.appendToStream('order-1', events(3), { ...unary, expectedRevision: 0n }),
    ).toMatchObject({ success: false, nextExpectedRevision: 1n });
  });
});

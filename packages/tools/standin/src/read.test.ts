import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { credentials, Metadata } from '@grpc/grpc-js';
import type { EventStoreDBClient, Position } from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { uuidText } from './identifiers';
import type { Standin } from './startStandin';
import {
  collect,
  connect,
  endAll,
  event,
  events,
  failure,
  numbersIn,
  start,
  unary,
} from './testing/connect';

let standin: Standin;
let client: EventStoreDBClient;
let positions: ReadonlyArray<Position>;

beforeEach(async () => {
  standin = await start();
  client = connect(standin);
  await client.appendToStream('order-1', events(1, 2), unary);
  await client.appendToStream('claim-1', event(3, 'Claimed'), unary);
  await client.appendToStream('order-1', events(4), unary);
  const all = await collect(client.readAll());
  positions = all.map(({ position }) => position ?? { commit: -1n, prepare: -1n });
});
afterEach(endAll);

describe('a read of a stream', () => {
  it.each([
    [{}, [1, 2, 4]],
    [{ maxCount: 2 }, [1, 2]],
    [{ fromRevision: 1n }, [2, 4]],
    [{ fromRevision: 9n }, []],
    [{ direction: 'backwards', fromRevision: 'end' }, [4, 2, 1]],
    [{ direction: 'backwards', fromRevision: 'end', maxCount: 1 }, [4]],
    [{ direction: 'backwards', fromRevision: 1n }, [2, 1]],
    [{ direction: 'backwards', fromRevision: 9n }, [4, 2, 1]],
    [{ direction: 'backwards', fromRevision: 'start' }, [1]],
  ] as const)('with %j shows %j', async (options, shown) => {
    expect(await numbersIn(client.readStream('order-1', options))).toEqual(shown);
  });

  it('forwards from its end fails', async () => {
    const reading = client.readStream('order-1', { fromRevision: 'end' });
    expect((await failure(collect(reading)))['message']).toBe(
      '2 UNKNOWN: Unexpected ReadStreamResult: Error',
    );
  });

  it('that does not exist fails while it is iterated', async () => {
    const reading = client.readStream('order-2');
    expect(await failure(collect(reading))).toMatchObject({
      type: 'stream-not-found',
      streamName: 'order-2',
    });
  });

  it('can be left early', async () => {
    const reading = client.readStream('order-1');
    expect(await numbersIn(reading, 1)).toEqual([1]);
    await reading.cancel();
  });
});

describe('a read of all', () => {
  it('begins with what the server wrote of its own accord', async () => {
    const shown: unknown[] = [];
    for await (const { event: one } of client.readAll()) shown.push(one?.streamId);
    expect(shown).toEqual(['$$$scavenges', 'order-1', 'order-1', 'claim-1', 'order-1']);
  });

  it('shows every stream in the order of writing, with rising positions', async () => {
    expect(await numbersIn(client.readAll())).toEqual([1, 2, 3, 4]);
    const commits = positions.map(({ commit }) => commit);
    expect(commits).toEqual([...new Set(commits)].sort((a, b) => Number(a - b)));
  });

  it('starts at a position forwards, and before it backwards', async () => {
    const [, , third] = positions;
    expect(third).toBeDefined();
    if (third === undefined) return;
    expect(await numbersIn(client.readAll({ fromPosition: third }))).toEqual([3, 4]);
    expect(
      await numbersIn(client.readAll({ fromPosition: third, direction: 'backwards' })),
    ).toEqual([2, 1]);
    expect(
      await numbersIn(client.readAll({ fromPosition: 'end', direction: 'backwards', maxCount: 2 })),
    ).toEqual([4, 3]);
    expect(
      await numbersIn(client.readAll({ fromPosition: 'start', direction: 'backwards' })),
    ).toEqual([]);
    expect(await numbersIn(client.readAll({ fromPosition: 'end' }))).toEqual([]);
  });

  it('sends two thousand events to a slow reader', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => index + 10);
    await client.appendToStream('many', events(...many), { ...unary, expectedRevision: 'any' });
    const reading = client.readStream('many');
    const seen: unknown[] = [];
    for await (const { event: one } of reading) {
      seen.push(one?.revision);
      if (seen.length % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(seen).toEqual(many.map((_, index) => BigInt(index)));
  });
});

describe('the positions of events', () => {
  it('can be absent where they are read by stream', async () => {
    const other = connect(await start({ streamPositions: false }));
    await other.appendToStream('order-1', events(1), unary);
    for await (const { commitPosition, event: one } of other.readStream('order-1')) {
      expect(commitPosition).toBeUndefined();
      expect(one?.position?.commit).toBe(2n ** 64n - 1n);
    }
    const [shown] = await collect(other.readAll());
    expect(shown?.position?.commit).toBeLessThan(2n ** 63n);
  });

  it('are refused where the prepare lies behind the commit', async () => {
    const reading = client.readAll({ fromPosition: { commit: 1n, prepare: 2n } });
    expect((await failure(collect(reading)))['type']).toBe('unknown');
  });
});

describe('the requests that this client does not make', () => {
  it('get ids in halves, and a read of all filtered', async () => {
    const bare = new StreamsClient(
      `127.0.0.1:${String(standin.port)}`,
      credentials.createInsecure(),
    );
    const request = new ReadReq().setOptions(
      new ReadReq.Options()
        .setAll(new ReadReq.Options.AllOptions().setStart(new Empty()))
        .setCount('10')
        .setUuidOption(new ReadReq.Options.UUIDOption().setStructured(new Empty()))
        .setFilter(
          new ReadReq.Options.FilterOptions()
            .setCount(new Empty())
            .setEventType(new ReadReq.Options.FilterOptions.Expression().setPrefixList(['Claim'])),
        ),
    );
    const ids: string[] = [];
    await new Promise((resolve, reject) => {
      bare
        .read(request, new Metadata())
        .on('data', (answer: ReadResp) =>
          ids.push(uuidText(answer.getEvent()?.getEvent()?.getId())),
        )
        .on('error', reject)
        .on('end', resolve);
    });
    bare.close();
    expect(ids).toEqual(['00000000-0000-4000-8000-000000000003']);
  });
});

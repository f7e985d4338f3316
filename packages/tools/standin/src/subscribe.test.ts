import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  eventTypeFilter,
  excludeSystemEvents,
  streamNameFilter,
  type EventStoreDBClient,
  type Filter,
} from '@eventstore/db-client';
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
  until,
} from './testing/connect';

let client: EventStoreDBClient;

const append = (stream: string, ...numbers: number[]) =>
  client.appendToStream(stream, events(...numbers), unary);

/** Does something once a subscription tells the event, and resolves when it is done. */
const whenever = (
  subscription: NodeJS.EventEmitter,
  told: 'confirmation' | 'caughtUp',
  work: () => Promise<unknown>,
): Promise<unknown> =>
  new Promise((resolve) => {
    subscription.once(told, () => {
      resolve(work());
    });
  });

beforeEach(async () => {
  client = connect(await start());
  await append('order-1', 1, 2);
  await append('other-1', 3);
});
afterEach(endAll);

describe('a subscription to all', () => {
  it('is confirmed, catches up, says so once, and goes on live', async () => {
    const told: string[] = [];
    const subscription = client.subscribeToAll({ filter: excludeSystemEvents() });
    subscription.on('confirmation', () => told.push('confirmed'));
    const written = whenever(subscription, 'caughtUp', async () => {
      told.push('caught up');
      await append('order-1', 4);
      await append('order-1', 5);
    });
    for await (const { event: one } of subscription) {
      told.push(String((one?.data as { number: number }).number));
      if (told.includes('5')) break;
    }
    await written;
    expect(told.filter((one) => one !== 'caught up')).toEqual([
      'confirmed',
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(told.filter((one) => one === 'caught up')).toHaveLength(1);
  });

  it('starts behind the position that it is given', async () => {
    const [, second] = await collect(client.readAll());
    const subscription = client.subscribeToAll({ fromPosition: second?.position ?? 'start' });
    expect(await numbersIn(subscription, 1)).toEqual([3]);
  });

  it('starts at the end when it is told to', async () => {
    const subscription = client.subscribeToAll({ fromPosition: 'end' });
    const written = whenever(subscription, 'confirmation', () => append('order-1', 4));
    expect(await numbersIn(subscription, 1)).toEqual([4]);
    await written;
  });

  it.each([
    ['stream names by prefix', streamNameFilter({ prefixes: ['order-', 'claim-'] }), [1, 2, 4]],
    ['stream names by pattern', streamNameFilter({ regex: '^(order|claim)-' }), [1, 2, 4]],
    ['types by prefix', eventTypeFilter({ prefixes: ['Cou'] }), [1, 2, 3]],
    ['types by pattern', eventTypeFilter({ regex: 'ed$' }), [1, 2, 3]],
    ['everything but the system', excludeSystemEvents(), [1, 2, 3]],
  ] as const)('filters %s', async (_, filter, shown) => {
    await client.setStreamMetadata('order-1', { maxCount: 100 }, unary);
    await client.appendToStream('claim-1', event(4, 'Claim'), unary);
    expect(await numbersIn(client.subscribeToAll({ filter }), 3)).toEqual(shown);
  });

  it('compares prefixes by the rules of a language, and patterns letter by letter', async () => {
    const names = ['e-1', 'é-1', 'e\u0301-1'];
    for (const [index, name] of names.entries()) await append(name, index);
    const shown = async (filter: Filter, count: number) =>
      (await collect(client.subscribeToAll({ filter }), count)).map(({ streamId }) => streamId);
    const prefixed = (prefix: string) => streamNameFilter({ prefixes: [prefix] });
    expect(await shown(prefixed('e'), 1)).toEqual(['e-1']);
    expect(await shown(prefixed('é'), 2)).toEqual(['é-1', 'e\u0301-1']);
    expect(await shown(streamNameFilter({ regex: '^e' }), 2)).toEqual(['e-1', 'e\u0301-1']);
    // Were there more to tell, it would have come before what is appended now.
    await append('e-2', 9);
    expect(await shown(prefixed('e'), 2)).toEqual(['e-1', 'e-2']);
  });

  it('refuses a pattern that is none', async () => {
    const filter = streamNameFilter({ regex: '(' });
    expect((await failure(collect(client.subscribeToAll({ filter }))))['type']).toBe('unknown');
  });

  it('tells how far the server has read, also where nothing matches', async () => {
    const reached: bigint[] = [];
    const subscription = client.subscribeToAll({
      filter: streamNameFilter({
        prefixes: ['claim-'],
        maxSearchWindow: 1,
        checkpointInterval: 2,
        checkpointReached: (_, { commit }) => {
          reached.push(commit);
        },
      }),
    });
    subscription.on('data', () => undefined);
    await append('order-1', 4);
    await until(() => reached.length >= 2);
    const positions: Array<bigint | undefined> = [];
    for await (const { event: one } of client.readAll()) positions.push(one?.position.commit);
    expect(reached.slice(0, 2)).toEqual([positions[1], positions[3]]);
    await subscription.unsubscribe();
  });

  it('reports a checkpoint before the events in front of it are handled', async () => {
    const handled: unknown[] = [];
    const checkpointed = new Promise<number>((resolve) => {
      const subscription = client.subscribeToAll({
        filter: streamNameFilter({
          prefixes: ['order-'],
          maxSearchWindow: 2,
          checkpointReached: () => {
            resolve(handled.length);
          },
        }),
      });
      subscription.on('caughtUp', () => subscription.on('data', (one) => handled.push(one)));
    });
    expect(await checkpointed).toBe(0);
  });
});

describe('a subscription to a stream', () => {
  it('shows its events from behind a revision on, then live', async () => {
    const subscription = client.subscribeToStream('order-1', { fromRevision: 0n });
    const written = whenever(subscription, 'caughtUp', () => append('order-1', 4));
    expect(await numbersIn(subscription, 2)).toEqual([2, 4]);
    await written;
  });

  it('waits for a stream that does not exist yet, and has caught up with its first event', async () => {
    const subscription = client.subscribeToStream('order-2');
    const told: string[] = [];
    for (const what of ['confirmation', 'caughtUp'] as const)
      subscription.on(what, () => told.push(what));
    const written = whenever(subscription, 'confirmation', () => append('order-2', 7));
    subscription.on('data', () => told.push('event'));
    await until(() => told.includes('caughtUp'));
    expect(told).toEqual(['confirmation', 'event', 'caughtUp']);
    await written;
    await subscription.unsubscribe();
  });

  it('serves many at once', async () => {
    const subscriptions = Array.from({ length: 50 }, () => client.subscribeToStream('order-1'));
    const seen = subscriptions.map((subscription) => numbersIn(subscription, 4));
    await append('order-1', 4, 5);
    expect(await Promise.all(seen)).toEqual(seen.map(() => [1, 2, 4, 5]));
  });
});

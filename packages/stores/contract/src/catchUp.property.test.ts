import { anyStory } from '@facture/order/arbitraries';
import { orderSummaryProjection, totalsOfEvents, totalsOfSummary } from '@facture/projections';
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { catchUp } from './catchUp';
import { StoreReadError, type EventStore, type SubscriptionMessage } from './eventStore';
import { inMemoryReadModel, type ReadModelMemory } from './inMemoryReadModel';
import { orderStream } from './orderStream';
import { handling, newStore, RUNS, TIMEOUT_MS } from './testing/handling';
import { recordsOf } from './testing/racing';
import { orderIdOf } from './testing/telling';

/** How one subscription goes: messages come again, and after so many it breaks or is stopped. */
interface Ride {
  readonly length: number;
  readonly end: 'breaks' | 'is stopped';
  readonly repeats: ReadonlyArray<number>;
  readonly batchSize: number;
}

const anyRides = (): fc.Arbitrary<ReadonlyArray<Ride>> =>
  fc.array(
    fc.record({
      length: fc.nat(12),
      end: fc.constantFrom('breaks', 'is stopped'),
      repeats: fc.array(fc.nat(3), { maxLength: 12 }),
      batchSize: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 6 },
  );

/** A store whose subscription tells events again, earlier ones among them, and ends early. */
const bumpyStore = (
  store: EventStore,
  { length, end, repeats }: Ride,
  stop: AbortController,
): EventStore => ({
  ...store,
  subscribe: async function* (options) {
    const told: Array<SubscriptionMessage> = [];
    for await (const message of store.subscribe(options)) {
      if (told.length >= length && end === 'breaks')
        throw new StoreReadError('Unavailable', 'away');
      if (told.length >= length) stop.abort();
      told.push(message);
      yield message;
      const again = repeats[told.length] ?? 0;
      if (again > 0) yield* told.slice(-again);
    }
  },
});

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Opens the model on its memory anew and lets it follow for a ride, or to the end without one. */
const follow = async (
  store: EventStore,
  memory: ReadModelMemory,
  ride: Ride | undefined,
  meanwhile: () => Promise<void>,
) => {
  const stop = new AbortController();
  const readModel = inMemoryReadModel(orderSummaryProjection, memory);
  const running = catchUp(
    {
      store: ride === undefined ? store : bumpyStore(store, ride, stop),
      readModel,
      prefix: 'order-',
      batchSize: ride?.batchSize ?? 256,
      random: () => 0,
      sleep: () => {
        stop.abort();
        return Promise.resolve();
      },
    },
    stop.signal,
  );
  await meanwhile();
  while (!stop.signal.aborted && readModel.checkpoint() !== (await store.head())) await turn();
  stop.abort();
  await running;
  return readModel;
};

const anyStories = () =>
  fc.uniqueArray(anyStory(), { selector: orderIdOf, minLength: 1, maxLength: 3 });

it(
  '28. a subscriber restarted at any checkpoint, with duplicates and delays, ends at the same totals',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyStories(), anyRides(), async (stories, rides) => {
        const store = newStore();
        const memory: ReadModelMemory = new Map();
        const commands = stories.flatMap((story) => story.commands);
        const sendSome = async (count: number) => {
          for (const command of commands.splice(0, count)) await handling(store)(command);
        };
        for (const ride of rides) await follow(store, memory, ride, () => sendSome(ride.length));
        const model = await follow(store, memory, undefined, () => sendSome(commands.length));

        expect(model.quarantined()).toEqual([]);
        for (const orderId of stories.map(orderIdOf)) {
          const row = model.get(orderStream(orderId))?.row;
          const totals = totalsOfEvents(await recordsOf(store, orderId));
          expect(E.right(row && totalsOfSummary(row))).toEqual(totals);
        }
      }),
      RUNS,
    );
  },
  TIMEOUT_MS,
);

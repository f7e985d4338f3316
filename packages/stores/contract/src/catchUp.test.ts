import { describe, expect, it } from '@jest/globals';

import { catchUp, type Following } from './catchUp';
import { appended, someEvents, within } from './conformance/given';
import { aTally, type Tally } from './conformance/givenReadModel';
import { StoreReadError, type EventStore } from './eventStore';
import { inMemoryReadModel } from './inMemoryReadModel';
import type { QuarantinedEvent, ReadModel } from './readModel';
import { newStore } from './testing/handling';

/** Follows a store until `stop`, telling what happened on the way. */
const following = (
  store: EventStore,
  readModel: ReadModel<Tally>,
  change: Partial<Following<Tally>> = {},
) => {
  const abort = new AbortController();
  const failures: Array<unknown> = [];
  const waits: Array<number> = [];
  const quarantined: Array<QuarantinedEvent> = [];
  const ended = catchUp(
    {
      store,
      readModel,
      prefix: 'order-',
      random: () => 0.5,
      sleep: (ms) => {
        waits.push(ms);
        return new Promise((resolve) => setImmediate(resolve));
      },
      onFailure: (thrown) => failures.push(thrown),
      onQuarantine: (events) => quarantined.push(...events),
      ...change,
    },
    abort.signal,
  );
  ended.catch(() => undefined);
  const stop = () => {
    abort.abort();
    return within(ended, 'the end');
  };
  return { failures, waits, quarantined, ended, stop };
};

const revisions = (model: ReadModel<Tally>) => model.recent(100).map(({ revision }) => revision);

/** A store whose subscriptions fail, one after the other, after so many messages. */
const failing = (store: EventStore, ...after: ReadonlyArray<number>): EventStore => {
  const left = [...after];
  return {
    ...store,
    subscribe: async function* (options) {
      const limit = left.shift();
      let told = 0;
      for await (const message of store.subscribe(options)) {
        if (limit !== undefined && told++ >= limit) throw new StoreReadError('Unavailable', 'away');
        yield message;
      }
    },
  };
};

describe('catching up', () => {
  it('applies what is there and what comes, and stops when told to', async () => {
    const store = newStore();
    await appended(store, 'order-1', 'no-stream', someEvents(10));
    const model = inMemoryReadModel(aTally().projection);
    const run = following(store, model, { batchSize: 3 });
    expect(await model.waitFor((await store.head()) ?? 0n, 1_000)).toBe(true);
    const { position } = await appended(store, 'order-1', 9, someEvents(5));
    expect(await model.waitFor(position, 1_000)).toBe(true);
    await run.stop();
    await appended(store, 'order-1', 14);
    expect(revisions(model)).toEqual([14]);
    expect(model.checkpoint()).toBe(position);
    expect(run.failures).toEqual([]);
  });

  it('moves the checkpoint past streams that it does not keep', async () => {
    const store = newStore();
    const model = inMemoryReadModel(aTally().projection);
    const run = following(store, model);
    const { position } = await appended(store, 'other-1', 'no-stream');
    expect(await model.waitFor(position, 1_000)).toBe(true);
    await run.stop();
    expect(revisions(model)).toEqual([]);
  });

  it('keeps the streams of its partition, so that all partitions together have each once', async () => {
    const store = newStore();
    const streams = Array.from({ length: 40 }, (_, index) => `order-${index.toString()}`);
    for (const stream of streams) await appended(store, stream, 'no-stream', someEvents(3));
    const head = (await store.head()) ?? 0n;
    const kept: Array<string> = [];
    for (const index of [0, 1, 2]) {
      const model = inMemoryReadModel(aTally().projection);
      const run = following(store, model, { partition: { index, of: 3 }, batchSize: 7 });
      expect(await model.waitFor(head, 1_000)).toBe(true);
      await run.stop();
      expect(model.checkpoint()).toBe(head);
      const rows = model.recent(100);
      expect(rows.length).toBeGreaterThan(5);
      expect(rows.filter(({ revision }) => revision !== 2)).toEqual([]);
      kept.push(...rows.map(({ stream }) => stream));
    }
    expect(kept.toSorted()).toEqual(streams.toSorted());
  });

  it('starts again from the checkpoint after each failure, and leaves nothing out', async () => {
    const store = newStore();
    await appended(store, 'order-1', 'no-stream', someEvents(30));
    const model = inMemoryReadModel(aTally().projection);
    const run = following(failing(store, 0, 0, 7, 0, 12, 5), model, { batchSize: 4 });
    expect(await model.waitFor((await store.head()) ?? 0n, 1_000)).toBe(true);
    await run.stop();
    expect(revisions(model)).toEqual([29]);
    expect(run.quarantined).toEqual([]);
    expect(run.failures).toHaveLength(6);
    expect(run.waits).toEqual([25, 50, 25, 50, 25, 25]);
  });

  it('starts again when the read model fails', async () => {
    const store = newStore();
    await appended(store, 'order-1', 'no-stream', someEvents(30));
    const model = inMemoryReadModel(aTally().projection);
    let calls = 0;
    const flaky: ReadModel<Tally> = {
      ...model,
      apply: (...args) => {
        calls += 1;
        if (calls % 2 === 1) throw new Error('the disk is full');
        return model.apply(...args);
      },
    };
    const run = following(store, flaky, { batchSize: 7 });
    expect(await model.waitFor((await store.head()) ?? 0n, 1_000)).toBe(true);
    await run.stop();
    expect(revisions(model)).toEqual([29]);
    expect(run.failures.length).toBeGreaterThan(3);
  });

  it('starts again when a subscription ends by itself', async () => {
    const store = newStore();
    await appended(store, 'order-1', 'no-stream', someEvents(3));
    const model = inMemoryReadModel(aTally().projection);
    const ending: EventStore = {
      ...store,
      subscribe: async function* (options) {
        for await (const event of store.readAll(options)) yield { type: 'event', event };
        yield { type: 'caught-up', position: await store.head() };
      },
    };
    const run = following(ending, model);
    await model.waitFor((await store.head()) ?? 0n, 1_000);
    const { position } = await appended(store, 'order-1', 2);
    expect(await model.waitFor(position, 1_000)).toBe(true);
    await run.stop();
  });

  it('tells what went into quarantine, and goes on', async () => {
    const store = newStore();
    const tally = aTally();
    tally.refuse = ({ stream, revision }) => stream === 'order-1' && revision === 1;
    const model = inMemoryReadModel(tally.projection);
    await appended(store, 'order-1', 'no-stream', someEvents(3));
    const { position } = await appended(store, 'order-2', 'no-stream', someEvents(3));
    const run = following(store, model, { batchSize: 1 });
    expect(await model.waitFor(position, 1_000)).toBe(true);
    await run.stop();
    expect(run.quarantined).toMatchObject([{ stream: 'order-1', revision: 1 }]);
    expect(revisions(model)).toEqual([2, 0]);
  });

  it('ends with the failure that no new start can mend', async () => {
    const store = newStore();
    const torn: EventStore = {
      ...store,
      // eslint-disable-next-line require-yield -- it fails before
      subscribe: async function* () {
        await Promise.reject(new StoreReadError('Fatal', 'torn'));
      },
    };
    const run = following(torn, inMemoryReadModel(aTally().projection));
    await expect(within(run.ended, 'the end')).rejects.toThrow('torn');
    expect(run.failures).toEqual([]);
  });

  it('ends at once when it is stopped before it starts or while it waits', async () => {
    const store = newStore();
    await store.close();
    const model = inMemoryReadModel(aTally().projection);
    const waits: Array<AbortSignal | undefined> = [];
    const run = following(store, model, {
      sleep: (_, signal) =>
        new Promise((resolve) => {
          waits.push(signal);
          signal?.addEventListener('abort', () => {
            resolve();
          });
        }),
    });
    await new Promise(setImmediate);
    expect(waits).toHaveLength(1);
    await run.stop();
    const before = following(store, model);
    await before.stop();
    await expect(
      catchUp(
        {
          store,
          readModel: model,
          prefix: '',
          random: () => 0,
          sleep: () => Promise.reject(new Error('it waits')),
        },
        AbortSignal.abort(),
      ),
    ).resolves.toBeUndefined();
  });
});

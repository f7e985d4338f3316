import type { EventStore, EventToAppend, SubscriptionMessage } from '@facture/contract';
import type { Standin } from '@facture/standin';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** What a fault case gets: a server that fails on demand, and stores on it. */
export interface FaultBench {
  readonly standin: Standin;
  /** Opens a store, with requests that give up soon. */
  readonly open: () => EventStore;
}

/** One fault, and what a store makes of it. */
export interface FaultCase {
  readonly name: string;
  readonly run: (bench: FaultBench) => Promise<void>;
}

/** Makes an event with an id of its own. */
export const anEvent = (change: Partial<EventToAppend> = {}): EventToAppend => ({
  id: randomUUID(),
  type: 'Happened',
  schemaVersion: 1,
  data: '{"what":"something"}',
  metadata: '{}',
  ...change,
});

/** Reads to the end. */
export const all = async <A>(from: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const list: Array<A> = [];
  for await (const one of from) list.push(one);
  return list;
};

/** Waits until something is so, but not for ever. */
export const eventually = async (what: string, isSo: () => boolean, ms = 8_000): Promise<void> => {
  const end = Date.now() + ms;
  while (!isSo()) {
    assert.ok(Date.now() < end, `${what} did not happen`);
    await wait(5);
  }
};

/** Follows a store in the background. */
export const following = (store: EventStore, prefix = 'order-') => {
  const stop = new AbortController();
  const messages: Array<SubscriptionMessage> = [];
  const ended = (async () => {
    for await (const message of store.subscribe({ prefix, signal: stop.signal }))
      messages.push(message);
  })();
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  ended.then(over, over);
  const revisions = () =>
    messages.flatMap((message) => (message.type === 'event' ? [message.event.revision] : []));
  return {
    messages,
    revisions,
    until: async (count: number) => {
      await eventually(`being told ${count} events`, () => revisions().length >= count || isOver);
      assert.deepEqual(
        revisions(),
        Array.from({ length: count }, (_, index) => index),
      );
    },
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
};

const appendedOnce = async (bench: FaultBench, harm: () => void): Promise<void> => {
  const store = bench.open();
  const first = anEvent();
  const batch = [anEvent(), anEvent()] as const;
  assert.equal((await store.append('order-1', 'no-stream', [first])()).type, 'Appended');
  harm();
  const outcome = await store.append('order-1', 0, [...batch])();
  const events = await all(store.read('order-1'));
  assert.deepEqual(
    events.map(({ id }) => id),
    [first, ...batch].map(({ id }) => id),
  );
  const { revision, position } = events.at(-1) ?? assert.fail('nothing was appended');
  assert.deepEqual(outcome, { type: 'Appended', revision, position });
};

const LOSSES = ['silence', 'disconnect', 'timeout'] as const;

const appendCases: ReadonlyArray<FaultCase> = [
  ...LOSSES.flatMap((as) => [
    {
      name: `an append whose answer is lost is appended once (${as})`,
      run: (bench: FaultBench) =>
        appendedOnce(bench, () => {
          bench.standin.faults.order({ type: 'lose-answer', as }, { operation: 'append' });
        }),
    },
    {
      name: `an append that is lost is appended by its repeat (${as})`,
      run: (bench: FaultBench) =>
        appendedOnce(bench, () => {
          bench.standin.faults.order({ type: 'lose-request', as }, { operation: 'append' });
        }),
    },
  ]),
  {
    name: 'an append that finds no leader is sent to the one that is named',
    run: (bench) =>
      appendedOnce(bench, () => {
        const leader = { host: '127.0.0.1', port: bench.standin.port };
        bench.standin.faults.order({ type: 'not-leader', leader }, { operation: 'append' });
      }),
  },
  {
    name: 'an append goes on over a server that is not ready',
    run: (bench) =>
      appendedOnce(bench, () => {
        bench.standin.faults.order(
          { type: 'refuse', code: 2, details: 'Server Is Not Ready' },
          { operation: 'append', times: 2 },
        );
      }),
  },
  {
    name: 'a conflict after a lost answer is one only if others wrote the events',
    run: async ({ standin, open }) => {
      const [store, other] = [open(), open()];
      const [mine, theirs] = [anEvent(), anEvent()];
      standin.faults.order({ type: 'lose-request', as: 'silence' }, { operation: 'append' });
      const losing = store.append('order-1', 'no-stream', [mine])();
      await wait(30);
      assert.equal((await other.append('order-1', 'no-stream', [theirs])()).type, 'Appended');
      assert.deepEqual(await losing, { type: 'RevisionConflict', actual: 0 });
    },
  },
  {
    name: 'an answer that is lost for ever is told as unknown, and the repeat completes',
    run: async ({ standin, open }) => {
      const store = open();
      const event = anEvent();
      const lost = standin.faults.order(
        { type: 'lose-answer', as: 'disconnect' },
        { operation: 'append', times: Infinity },
      );
      assert.equal((await store.append('order-1', 'no-stream', [event])()).type, 'OutcomeUnknown');
      lost.cancel();
      assert.equal((await store.append('order-1', 'no-stream', [event])()).type, 'Appended');
      assert.equal((await all(store.read('order-1'))).length, 1);
    },
  },
  {
    name: 'a conflict with a stream that is not there tells so',
    run: async ({ open }) => {
      const store = open();
      assert.deepEqual(await store.append('order-1', 7, [anEvent()])(), {
        type: 'RevisionConflict',
        actual: 'no-stream',
      });
    },
  },
  {
    name: 'the same ids with other bytes are refused to another process too',
    run: async ({ open }) => {
      const [store, other] = [open(), open()];
      const event = anEvent();
      assert.equal((await store.append('order-1', 'no-stream', [event])()).type, 'Appended');
      const changed = { ...event, data: '{"what":"else"}' };
      assert.deepEqual(await other.append('order-1', 'no-stream', [changed])(), {
        type: 'EventIdReused',
        id: event.id,
      });
    },
  },
  {
    name: 'an event that is too large is named, and nothing is sent',
    run: async ({ standin, open }) => {
      const large = anEvent({ data: JSON.stringify('x'.repeat(2 ** 21)) });
      const sent = standin.faults.order({ type: 'delay', ms: 0 }, { operation: 'append' });
      const outcome = await open().append('order-1', 'no-stream', [anEvent(), large])();
      assert.ok(outcome.type === 'Fatal' && outcome.reason.includes(large.id));
      assert.equal(sent.hits(), 0);
      sent.cancel();
    },
  },
  {
    name: 'access that is denied is fatal and not repeated',
    run: async ({ standin, open }) => {
      const denied = standin.faults.order(
        {
          type: 'refuse',
          code: 7,
          details: 'Access Denied',
          trailers: { exception: 'access-denied' },
        },
        { operation: 'append', times: Infinity },
      );
      const outcome = await open().append('order-1', 'no-stream', [anEvent()])();
      assert.equal(outcome.type, 'Fatal');
      assert.equal(denied.hits(), 1);
      denied.cancel();
    },
  },
];

const restartCases: ReadonlyArray<FaultCase> = [
  {
    name: 'a restart in mid-append loses and doubles nothing',
    run: async ({ standin, open }) => {
      const store = open();
      const events = Array.from({ length: 8 }, () => anEvent());
      const begun = Promise.all(
        events.map(async (event, index) => {
          const append = store.append(`order-${index}`, 'no-stream', [event]);
          let outcome = await append();
          while (outcome.type !== 'Appended') {
            await wait(20);
            outcome = await append();
          }
        }),
      );
      await standin.restart();
      await begun;
      const stored = (await all(store.readAll())).map(({ id }) => id);
      assert.deepEqual([...stored].sort(), events.map(({ id }) => id).sort());
    },
  },
  {
    name: 'a server that is away is told, and nothing is written',
    run: async ({ standin, open }) => {
      const store = open();
      await standin.stop();
      const outcome = await store.append('order-1', 'no-stream', [anEvent()])();
      assert.equal(outcome.type, 'Unavailable');
      await assert.rejects(all(store.read('order-1')), { type: 'Unavailable' });
      await standin.start();
      assert.deepEqual(await all(store.read('order-1')), []);
    },
  },
  {
    name: 'a reading that breaks off goes on where it broke',
    run: async ({ standin, open }) => {
      const store = open();
      const batch = Array.from({ length: 60 }, () => anEvent());
      await store.append('order-1', 'no-stream', [anEvent(), ...batch])();
      for (const afterEvents of [0, 5, 16]) {
        standin.faults.order(
          { type: 'break', afterEvents },
          { operation: 'read', stream: 'order-1' },
        );
        assert.equal((await all(store.read('order-1'))).length, 61);
        standin.faults.order(
          { type: 'end-quietly', afterEvents: 7 },
          { operation: 'read', stream: '$all' },
        );
        assert.equal((await all(store.readAll())).length, 61);
      }
    },
  },
  {
    name: 'readings that are left early end on the server',
    run: async ({ standin, open }) => {
      const store = open();
      const batch = Array.from({ length: 200 }, () =>
        anEvent({ data: JSON.stringify('x'.repeat(5_000)) }),
      );
      await store.append('order-1', 'no-stream', [anEvent(), ...batch])();
      for (let time = 0; time < 5; time++) {
        for await (const event of store.read('order-1')) if (event.revision > 20) break;
        for await (const event of store.readAll()) if (event.revision > 20) break;
        for await (const message of store.subscribe()) if (message.type === 'event') break;
      }
      await wait(200);
      assert.equal(standin.faults.strike({ type: 'break', afterEvents: 0 }), 0);
    },
  },
];

const DROPS = [
  ['ends quietly', { type: 'end-quietly', afterEvents: 0 }],
  ['breaks', { type: 'break', afterEvents: 0 }],
  ['is cut off', { type: 'break', afterEvents: 0, as: 'disconnect' }],
] as const;

const subscriptionCases: ReadonlyArray<FaultCase> = [
  ...DROPS.map(([what, fault]) => ({
    name: `a subscription that ${what} goes on after the last event handled`,
    run: async ({ standin, open }: FaultBench) => {
      const store = open();
      await store.append('order-1', 'no-stream', [anEvent(), anEvent()])();
      const follower = following(store);
      await follower.until(2);
      for (let revision = 1; revision < 6; revision++) {
        await eventually(
          'a subscription',
          () => standin.faults.strike(fault, { operation: 'subscribe' }) > 0,
        );
        await store.append('order-1', revision, [anEvent()])();
        await follower.until(revision + 2);
      }
      await follower.stop();
    },
  })),
  {
    name: 'a subscription goes on over a restart of the server',
    run: async ({ standin, open }) => {
      const store = open();
      await store.append('order-1', 'no-stream', [anEvent(), anEvent()])();
      const follower = following(store);
      await follower.until(2);
      await standin.restart();
      let outcome = await store.append('order-1', 1, [anEvent()])();
      for (; outcome.type !== 'Appended'; await wait(20))
        outcome = await store.append('order-1', 1, [anEvent()])();
      await follower.until(3);
      await follower.stop();
    },
  },
  {
    name: 'a subscription goes on when the server was away for a while',
    run: async ({ standin, open }) => {
      const store = open();
      await store.append('order-1', 'no-stream', [anEvent()])();
      const follower = following(store);
      await follower.until(1);
      await standin.awayFor(1_500);
      const event = anEvent();
      const append = store.append('order-1', 0, [event]);
      while ((await append()).type !== 'Appended') await wait(20);
      await follower.until(2);
      await follower.stop();
    },
  },
  {
    name: 'what the server has passed is not skipped before it is handled',
    run: async ({ standin, open }) => {
      const store = open();
      // A checkpoint follows each 32 events that the server has looked at.
      await store.append('order-1', 'no-stream', [
        anEvent(),
        ...Array.from({ length: 69 }, () => anEvent()),
      ])();
      for (const afterEvents of [34, 3, 31, 32])
        standin.faults.order({ type: 'break', afterEvents }, { operation: 'subscribe' });
      const follower = following(store);
      await follower.until(70);
      await follower.stop();
    },
  },
  {
    name: 'a subscription is sent nothing but what it keeps',
    run: async ({ standin, open }) => {
      const store = open();
      for (const stream of ['order-1', 'other-1', 'other-2'])
        await store.append(stream, 'no-stream', [anEvent(), anEvent(), anEvent()])();
      // It would break before the fourth event, of which the server has none to send.
      const broken = standin.faults.order(
        { type: 'break', afterEvents: 4 },
        { operation: 'subscribe', times: Infinity },
      );
      const follower = following(store);
      await eventually('catching up', () => follower.messages.at(-1)?.type === 'caught-up');
      await wait(50);
      assert.equal(broken.hits(), 1);
      broken.cancel();
      await follower.stop();
    },
  },
  {
    name: 'streams of claims and of the server are read by nobody',
    run: async ({ open }) => {
      const store = open();
      await store.append('order-1', 'no-stream', [anEvent()], { claims: ['k'] })();
      for (const prefix of ['', 'c', 'claim-', '$'])
        assert.deepEqual(
          (await all(store.readAll({ prefix }))).map(({ stream }) => stream),
          prefix === '' ? ['order-1'] : [],
        );
      for (const stream of ['claim-1', '$settings'])
        assert.equal((await store.append(stream, 'no-stream', [anEvent()])()).type, 'Fatal');
    },
  },
];

/** Everything that goes wrong between a store and its server. */
export const faultCases: ReadonlyArray<FaultCase> = [
  ...appendCases,
  ...restartCases,
  ...subscriptionCases,
];

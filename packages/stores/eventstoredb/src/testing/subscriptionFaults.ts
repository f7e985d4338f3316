import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

import { anEvent, eventually, following, type FaultBench, type FaultCase } from './faultBench';

const DROPS = [
  ['ends quietly', { type: 'end-quietly', afterEvents: 0 }],
  ['breaks', { type: 'break', afterEvents: 0 }],
  ['is cut off', { type: 'break', afterEvents: 0, as: 'disconnect' }],
] as const;

/** Subscriptions that are dropped, and what they are sent. */
export const subscriptionFaults: ReadonlyArray<FaultCase> = [
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
      const append = store.append('order-1', 1, [anEvent()]);
      while ((await append()).type !== 'Appended') await wait(20);
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
];

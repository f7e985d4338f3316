import assert from 'node:assert/strict';

import { StoreReadError } from '../eventStore';
import { follow } from './follower';
import { anEvent, append, appended, collect, contentOf, someEvents, within } from './given';
import { onRestart, onStore, type EventStoreCase } from './harness';

const throwsReadError = (reading: Promise<unknown>, type?: StoreReadError['type']) =>
  assert.rejects(
    within(reading, 'the end of the reading'),
    (thrown) => thrown instanceof StoreReadError && (type === undefined || thrown.type === type),
  );

const corruptionIsTold: EventStoreCase = {
  name: 'a reading stops with Fatal at an event whose bytes are damaged',
  needs: ['corrupt'],
  run: async ({ open, corrupt }) => {
    if (corrupt === undefined) throw new Error('the harness cannot damage a store');
    const store = await open();
    try {
      await appended(store, 's-1', 'no-stream', someEvents(3));
      await appended(store, 's-2', 'no-stream', someEvents(3));
      await corrupt(store, 's-1', 1);
      await throwsReadError(collect(store.read('s-1')), 'Fatal');
      await throwsReadError(collect(store.readAll()), 'Fatal');
      assert.equal((await collect(store.read('s-2'))).length, 3, 'other streams can be read');
    } finally {
      await store.close();
    }
  },
};

/** Closing, opening again, and damage. */
export const restartCases: ReadonlyArray<EventStoreCase> = [
  onRestart('everything acknowledged is there after a restart', async (store, restart) => {
    await appended(store, 's-1', 'no-stream', someEvents(5), ['k']);
    await appended(store, 's-2', 'no-stream', someEvents(2));
    await append(store, 's-2', 'no-stream', someEvents(2));
    const before = await contentOf(store);
    const again = await restart();
    assert.deepEqual(await contentOf(again), before);
    assert.equal(await again.claimHolder('k'), 's-1');
  }),

  onRestart('a stream goes on after a restart where it stood', async (store, restart) => {
    const { position } = await appended(store, 's-1', 'no-stream', someEvents(5));
    const again = await restart();
    const next = await appended(again, 's-1', 4);
    assert.equal(next.revision, 5);
    assert.ok(next.position > position, 'positions do not go on growing');
    assert.equal((await append(again, 's-1', 4, [anEvent()])).type, 'RevisionConflict');
  }),

  onRestart(
    'a subscription goes on after a restart from the last position',
    async (store, restart) => {
      await appended(store, 's-1', 'no-stream', someEvents(3));
      const before = follow(store);
      await before.caughtUpWith(3);
      await before.stop();
      const after = before.events().at(-1)?.position;
      const again = await restart();
      await appended(again, 's-1', 2, someEvents(2));
      const follower = follow(again, { after });
      await follower.caughtUpWith(2);
      await follower.stop();
      assert.deepEqual(
        [...before.events(), ...follower.events()].map(({ revision }) => revision),
        [0, 1, 2, 3, 4],
      );
    },
  ),

  onRestart(
    'appends that were begun before a close are done or not, never half',
    async (store, restart) => {
      const begun = Array.from({ length: 20 }, (_, n) =>
        append(store, `s-${n.toString()}`, 'no-stream', someEvents(3)),
      );
      const again = await restart();
      for (const [n, outcome] of (await Promise.all(begun)).entries()) {
        const stored = (await collect(again.read(`s-${n.toString()}`))).length;
        if (outcome.type === 'OutcomeUnknown') assert.ok(stored === 0 || stored === 3);
        else assert.equal(stored, outcome.type === 'Appended' ? 3 : 0, outcome.type);
      }
    },
  ),

  onStore('a closed store answers Unavailable and reads nothing', async (store) => {
    await appended(store, 's-1', 'no-stream', someEvents(3));
    const waiting = collect(store.subscribe(), 10);
    waiting.catch(() => undefined);
    await store.close();
    assert.equal((await append(store, 's-1', 2, [anEvent()])).type, 'Unavailable');
    await throwsReadError(waiting);
    await throwsReadError(collect(store.read('s-1')));
    await throwsReadError(collect(store.readAll()));
    await throwsReadError(collect(store.subscribe()));
    await within(store.close(), 'closing a closed store');
  }),

  corruptionIsTold,
];

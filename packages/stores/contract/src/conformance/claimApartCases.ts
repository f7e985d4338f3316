import assert from 'node:assert/strict';

import type { ClaimApart, EventStore } from '../eventStore';
import { anEvent, append, appended, collect } from './given';
import { onRestart, onStore, type EventStoreCase } from './harness';

const listed = (store: EventStore): Promise<ReadonlyArray<ClaimApart>> =>
  collect(store.claimsApart());

const asPlaces = (claims: ReadonlyArray<ClaimApart>) =>
  claims.map(({ key, holder }) => `${key} of ${holder}`).sort();

/** Claims that a store takes apart from events: listed as they are held, and given back once. */
export const claimApartCases: ReadonlyArray<EventStoreCase> = [
  onRestart('claims apart are listed once each, and only while held', async (store, restart) => {
    await appended(store, 's-1', 'no-stream', [anEvent()], ['k', 'l']);
    await appended(store, 's-1', 0, [anEvent()], ['k']);
    await append(store, 's-2', 'no-stream', [anEvent()], ['free', 'k']);
    await append(store, 's-1', 7, [anEvent()], ['other']);
    const before = asPlaces(await listed(store));
    assert.ok(before.length === 0 || before.join() === 'k of s-1,l of s-1', before.join());
    assert.deepEqual(asPlaces(await listed(await restart())), before);
  }),

  onStore('a claim apart that is given back is free, and given back once', async (store) => {
    await appended(store, 's-1', 'no-stream', [anEvent()], ['k']);
    for (const claim of await listed(store)) {
      assert.ok(Math.abs(Date.parse(claim.takenAt) - Date.now()) < 60_000, claim.takenAt);
      assert.deepEqual(await claim.release(), { type: 'Released' });
      assert.equal(await store.claimHolder('k'), undefined);
      assert.deepEqual(await listed(store), []);
      assert.deepEqual(await claim.release(), { type: 'ClaimMoved' });
      await appended(store, 's-2', 'no-stream', [anEvent()], ['k']);
      assert.deepEqual(await claim.release(), { type: 'ClaimMoved' });
      assert.equal(await store.claimHolder('k'), 's-2');
    }
  }),

  onStore('a claim apart that was taken again is not given back', async (store) => {
    await appended(store, 's-1', 'no-stream', [anEvent()], ['k']);
    const before = await listed(store);
    await appended(store, 's-1', 0, [anEvent()], ['k']);
    for (const claim of before) assert.deepEqual(await claim.release(), { type: 'ClaimMoved' });
    assert.equal(await store.claimHolder('k'), 's-1');
  }),
];

import assert from 'node:assert/strict';

import type { ExpectedRevision } from '../eventStore';
import { anEvent, append, appended, asWritten, collect, someEvents, writesNothing } from './given';
import { onStore } from './harness';

const conflict = (actual: ExpectedRevision) => ({ type: 'RevisionConflict', actual });

/** Expected revisions, batches, and the order of checks. */
export const appendCases = [
  onStore('no-stream is accepted on a missing stream', async (store) => {
    assert.equal((await appended(store, 's-1', 'no-stream')).revision, 0);
  }),

  onStore('no-stream is refused on an existing stream', async (store) => {
    await appended(store, 's-1', 'no-stream', someEvents(2));
    const outcome = await writesNothing(store, () =>
      append(store, 's-1', 'no-stream', [anEvent()]),
    );
    assert.deepEqual(outcome, conflict(1));
  }),

  onStore('the exact revision is accepted, one event after the other', async (store) => {
    await appended(store, 's-1', 'no-stream');
    for (let revision = 0; revision < 20; revision++)
      assert.equal((await appended(store, 's-1', revision)).revision, revision + 1);
  }),

  onStore('a revision that the stream has left behind is refused', async (store) => {
    await appended(store, 's-1', 'no-stream', someEvents(3));
    for (const expected of [0, 1]) {
      const outcome = await writesNothing(store, () => append(store, 's-1', expected, [anEvent()]));
      assert.deepEqual(outcome, conflict(2));
    }
  }),

  onStore('a revision that the stream has not reached is refused', async (store) => {
    await appended(store, 's-1', 'no-stream', someEvents(3));
    for (const expected of [3, 4, 1_000_000]) {
      const outcome = await writesNothing(store, () => append(store, 's-1', expected, [anEvent()]));
      assert.deepEqual(outcome, conflict(2));
    }
  }),

  onStore('every revision is refused on a missing stream', async (store) => {
    await appended(store, 's-2', 'no-stream');
    for (const expected of [0, 1, 7]) {
      const outcome = await writesNothing(store, () => append(store, 's-1', expected, [anEvent()]));
      assert.deepEqual(outcome, conflict('no-stream'));
    }
  }),

  onStore('what is no revision is never accepted', async (store) => {
    await appended(store, 's-1', 'no-stream');
    for (const stream of ['s-1', 's-2'])
      for (const expected of [-1, -2, 0.5, Number.NaN, Infinity, 2 ** 53]) {
        const { type } = await writesNothing(store, () =>
          append(store, stream, expected, [anEvent()]),
        );
        assert.ok(
          type === 'RevisionConflict' || type === 'Fatal',
          `${expected.toString()}: ${type}`,
        );
      }
  }),

  onStore('all events of a batch are stored, in the order given', async (store) => {
    const batches = [someEvents(1), someEvents(2), someEvents(3), someEvents(100)];
    let expected: ExpectedRevision = 'no-stream';
    for (const batch of batches)
      expected = (await appended(store, 's-1', expected, batch)).revision;
    const read = await collect(store.read('s-1'));
    assert.deepEqual(read.map(asWritten), batches.flat().map(asWritten));
    assert.deepEqual(
      read.map(({ revision }) => revision),
      Array.from({ length: 106 }, (_, index) => index),
    );
    assert.equal(expected, 105);
  }),

  onStore('an append answers the revision and position of its last event', async (store) => {
    await appended(store, 's-0', 'no-stream', someEvents(3));
    const outcome = await appended(store, 's-1', 'no-stream', someEvents(4));
    const last = (await collect(store.read('s-1'))).at(-1);
    assert.deepEqual(
      { revision: outcome.revision, position: outcome.position },
      { revision: last?.revision, position: last?.position },
    );
    assert.equal(outcome.position, await store.head());
  }),

  onStore('an empty batch is refused as Fatal', async (store) => {
    const [, ...none] = someEvents(1);
    const outcome = await writesNothing(store, () =>
      // @ts-expect-error -- the type does not allow it, a caller without types may do it
      append(store, 's-1', 'no-stream', none),
    );
    assert.equal(outcome.type, 'Fatal');
  }),

  onStore('streams with similar names are different streams', async (store) => {
    const names = ['x-a', 'x-A', 'X-a', 'x-a ', 'x-a1', 'x-a_', 'x-a%', 'x-é', 'x-e\u0301', 'x-🧾'];
    for (const name of names) await appended(store, name, 'no-stream');
    for (const name of names)
      assert.deepEqual(
        (await collect(store.read(name))).map(({ stream, revision }) => [stream, revision]),
        [[name, 0]],
      );
  }),

  onStore('an event is stored with an instant in UTC with milliseconds', async (store) => {
    await appended(store, 's-1', 'no-stream', someEvents(2));
    for (const { recordedAt } of await collect(store.read('s-1')))
      assert.equal(new Date(recordedAt).toISOString(), recordedAt);
  }),

  onStore(
    'a reused id is told before a conflict, a conflict before a taken claim',
    async (store) => {
      const used = anEvent();
      await appended(store, 's-1', 'no-stream', [used], ['held']);
      await appended(store, 's-2', 'no-stream');
      const attempt = (event = anEvent(), expected: ExpectedRevision = 0) =>
        writesNothing(store, () => append(store, 's-2', expected, [event], ['held']));
      const malformed = { ...used, data: '{' };
      assert.equal((await attempt(malformed, 'no-stream')).type, 'Fatal');
      assert.deepEqual(await attempt(used, 'no-stream'), { type: 'EventIdReused', id: used.id });
      assert.deepEqual(await attempt(anEvent(), 'no-stream'), conflict(0));
      assert.deepEqual(await attempt(), { type: 'ClaimTaken', key: 'held', holder: 's-1' });
    },
  ),
];

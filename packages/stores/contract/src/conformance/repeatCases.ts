import assert from 'node:assert/strict';

import { anEvent, append, appended, asWritten, collect, someEvents, writesNothing } from './given';
import { onRestart, onStore } from './harness';

/** Appends that come again, whole or in part, as they were or changed. */
export const repeatCases = [
  onStore('a repeated append answers as the first time and writes nothing', async (store) => {
    const batch = someEvents(3);
    const first = await appended(store, 's-1', 'no-stream', batch);
    for (let time = 0; time < 3; time++)
      assert.deepEqual(
        await writesNothing(store, () => append(store, 's-1', 'no-stream', batch)),
        first,
      );
  }),

  onStore(
    'an append repeated after its stream has grown answers as the first time',
    async (store) => {
      const [first, second] = [someEvents(2), someEvents(2)];
      const outcomes = [
        await appended(store, 's-1', 'no-stream', first),
        await appended(store, 's-1', 1, second),
      ];
      await appended(store, 's-1', 3, someEvents(5));
      await appended(store, 's-2', 'no-stream', someEvents(5));
      assert.deepEqual(
        [
          await writesNothing(store, () => append(store, 's-1', 'no-stream', first)),
          await writesNothing(store, () => append(store, 's-1', 1, second)),
        ],
        outcomes,
      );
    },
  ),

  onRestart(
    'an append repeated after a restart answers as the first time',
    async (store, restart) => {
      const batch = someEvents(3);
      const first = await appended(store, 's-1', 'no-stream', batch);
      const again = await restart();
      assert.deepEqual(
        await writesNothing(again, () => append(again, 's-1', 'no-stream', batch)),
        first,
      );
    },
  ),

  onStore('a part of a batch repeated at its place answers where that part ends', async (store) => {
    const [a, b, c] = [anEvent(), anEvent(), anEvent()];
    await appended(store, 's-1', 'no-stream', [a, b, c]);
    const positions = (await collect(store.read('s-1'))).map(({ position }) => position);
    const prefix = await writesNothing(store, () => append(store, 's-1', 'no-stream', [a, b]));
    assert.deepEqual(prefix, { type: 'Appended', revision: 1, position: positions[1] });
    const suffix = await writesNothing(store, () => append(store, 's-1', 0, [b, c]));
    assert.deepEqual(suffix, { type: 'Appended', revision: 2, position: positions[2] });
  }),

  onStore('a repeated batch with further events is refused whole', async (store) => {
    const [a, b] = [anEvent(), anEvent()];
    await appended(store, 's-1', 'no-stream', [a, b]);
    const outcome = await writesNothing(store, () =>
      append(store, 's-1', 'no-stream', [a, b, anEvent()]),
    );
    assert.deepEqual(outcome, { type: 'EventIdReused', id: a.id });
  }),

  onStore('the same id with other bytes is refused', async (store) => {
    const event = anEvent();
    await appended(store, 's-1', 'no-stream', [anEvent(), event]);
    const changes = [
      { data: '{"what": "something"}' },
      { data: '{"what":"other"}' },
      { metadata: '{}' },
      { type: 'HappenedOtherwise' },
      { schemaVersion: 2 },
    ];
    for (const change of changes)
      assert.deepEqual(
        await writesNothing(store, () => append(store, 's-1', 0, [{ ...event, ...change }])),
        { type: 'EventIdReused', id: event.id },
        JSON.stringify(change),
      );
  }),

  onStore('the same id at another place of its stream is refused', async (store) => {
    const event = anEvent();
    await appended(store, 's-1', 'no-stream', [event]);
    await appended(store, 's-1', 0, someEvents(2));
    for (const expected of [0, 1, 2, 3])
      assert.deepEqual(await writesNothing(store, () => append(store, 's-1', expected, [event])), {
        type: 'EventIdReused',
        id: event.id,
      });
  }),

  onStore('the same id in another stream is refused', async (store) => {
    const event = anEvent();
    await appended(store, 's-1', 'no-stream', [event]);
    const outcome = await writesNothing(store, () =>
      append(store, 's-2', 'no-stream', [anEvent(), event]),
    );
    assert.deepEqual(outcome, { type: 'EventIdReused', id: event.id });
    assert.deepEqual(await collect(store.read('s-2')), []);
  }),

  onStore('an id that stands twice in one batch is refused', async (store) => {
    const event = anEvent();
    const outcome = await writesNothing(store, () =>
      append(store, 's-1', 'no-stream', [event, anEvent(), event]),
    );
    assert.deepEqual(outcome, { type: 'EventIdReused', id: event.id });
  }),

  onStore('the ids of a refused append are free for the next one', async (store) => {
    const batch = someEvents(2);
    await appended(store, 's-1', 'no-stream');
    assert.equal((await append(store, 's-1', 'no-stream', batch)).type, 'RevisionConflict');
    await appended(store, 's-1', 0, batch);
  }),

  onStore('twenty repeats at once of one append are one append', async (store) => {
    const batch = someEvents(2);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => appended(store, 's-1', 'no-stream', batch)),
    );
    for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0]);
    assert.deepEqual((await collect(store.read('s-1'))).map(asWritten), batch.map(asWritten));
  }),

  onStore('a repeated append takes no claims', async (store) => {
    const batch = someEvents(1);
    await appended(store, 's-1', 'no-stream', batch, ['first']);
    await appended(store, 's-1', 'no-stream', batch, ['first', 'second']);
    assert.equal(await store.claimHolder('second'), undefined);
    await appended(store, 's-2', 'no-stream', someEvents(1), ['second']);
    await appended(store, 's-1', 'no-stream', batch, ['first', 'second']);
    assert.equal(await store.claimHolder('second'), 's-2');
  }),
];

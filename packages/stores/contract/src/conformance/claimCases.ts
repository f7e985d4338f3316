import assert from 'node:assert/strict';

import { anEvent, append, appended, someEvents, writesNothing } from './given';
import { onRestart, onStore, onTwoStores } from './harness';

const taken = (key: string, holder: string) => ({ type: 'ClaimTaken', key, holder });

/** Unique keys: free, own, taken, several at once, and beside appends that are refused. */
export const claimCases = [
  onStore('a free claim is taken with the append', async (store) => {
    assert.equal(await store.claimHolder('k'), undefined);
    await appended(store, 's-1', 'no-stream', [anEvent()], ['k']);
    assert.equal(await store.claimHolder('k'), 's-1');
  }),

  onStore('a claim that the stream holds already is no hindrance', async (store) => {
    await appended(store, 's-1', 'no-stream', [anEvent()], ['k']);
    await appended(store, 's-1', 0, [anEvent()], ['k', 'l']);
    assert.equal(await store.claimHolder('k'), 's-1');
    assert.equal(await store.claimHolder('l'), 's-1');
  }),

  onStore('a claim that another stream holds refuses the append', async (store) => {
    await appended(store, 's-1', 'no-stream', [anEvent()], ['k']);
    const outcome = await writesNothing(store, () =>
      append(store, 's-2', 'no-stream', someEvents(2), ['k']),
    );
    assert.deepEqual(outcome, taken('k', 's-1'));
    assert.equal(await store.claimHolder('k'), 's-1');
  }),

  onStore('two claims are taken together or not at all', async (store) => {
    await appended(store, 's-1', 'no-stream', [anEvent()], ['k']);
    for (const claims of [
      ['free', 'k'],
      ['k', 'free'],
    ]) {
      const outcome = await writesNothing(store, () =>
        append(store, 's-2', 'no-stream', [anEvent()], claims),
      );
      assert.deepEqual(outcome, taken('k', 's-1'));
      assert.equal(await store.claimHolder('free'), undefined);
    }
    await appended(store, 's-2', 'no-stream', [anEvent()], ['free', 'free', 'other']);
    assert.equal(await store.claimHolder('free'), 's-2');
    assert.equal(await store.claimHolder('other'), 's-2');
  }),

  onStore('of two taken claims the first one is told', async (store) => {
    await appended(store, 's-1', 'no-stream', [anEvent()], ['k']);
    await appended(store, 's-2', 'no-stream', [anEvent()], ['l']);
    const attempt = (...claims: ReadonlyArray<string>) =>
      append(store, 's-3', 'no-stream', [anEvent()], claims);
    assert.deepEqual(await attempt('k', 'l'), taken('k', 's-1'));
    assert.deepEqual(await attempt('l', 'k'), taken('l', 's-2'));
  }),

  onStore('a refused append takes no claim', async (store) => {
    const used = anEvent();
    await appended(store, 's-1', 'no-stream', [used]);
    const refused = [
      await append(store, 's-1', 'no-stream', [anEvent()], ['k']),
      await append(store, 's-1', 5, [anEvent()], ['k']),
      await append(store, 's-2', 0, [anEvent()], ['k']),
      await append(store, 's-2', 'no-stream', [used], ['k']),
      await append(store, 's-2', 'no-stream', [anEvent({ data: 'no JSON' })], ['k']),
    ];
    assert.deepEqual(
      refused.map(({ type }) => type),
      ['RevisionConflict', 'RevisionConflict', 'RevisionConflict', 'EventIdReused', 'Fatal'],
    );
    assert.equal(await store.claimHolder('k'), undefined);
    await appended(store, 's-3', 'no-stream', [anEvent()], ['k']);
  }),

  onStore('claims that look alike are different claims', async (store) => {
    const keys = ['n', 'N', 'n ', '["seller","1/2"]', '["seller/1","2"]', 'é', 'e\u0301', '🧾'];
    for (const [index, key] of keys.entries())
      await appended(store, `s-${index.toString()}`, 'no-stream', [anEvent()], [key]);
    for (const [index, key] of keys.entries())
      assert.equal(await store.claimHolder(key), `s-${index.toString()}`, key);
  }),

  onStore('of twenty streams racing for one claim one wins', async (store) => {
    for (let round = 0; round < 10; round++) {
      const key = `k-${round.toString()}`;
      const streams = Array.from({ length: 20 }, (_, n) => `s-${round.toString()}-${n.toString()}`);
      const outcomes = await Promise.all(
        streams.map((stream) => append(store, stream, 'no-stream', [anEvent()], [key])),
      );
      const winner = streams.find((_, index) => outcomes[index]?.type === 'Appended') ?? 'nobody';
      assert.equal(await store.claimHolder(key), winner);
      for (const [index, outcome] of outcomes.entries())
        if (streams[index] !== winner) assert.deepEqual(outcome, taken(key, winner));
    }
  }),

  onTwoStores(
    'of two stores on the same data racing for one claim one wins',
    async (one, other) => {
      for (let round = 0; round < 20; round++) {
        const key = `k-${round.toString()}`;
        const [a, b] = [`a-${round.toString()}`, `b-${round.toString()}`];
        const outcomes = await Promise.all([
          append(one, a, 'no-stream', [anEvent()], [key]),
          append(other, b, 'no-stream', [anEvent()], [key]),
        ]);
        const winner = outcomes[0].type === 'Appended' ? a : b;
        const [won, lost] = winner === a ? outcomes : [outcomes[1], outcomes[0]];
        assert.equal(won.type, 'Appended');
        assert.deepEqual(lost, taken(key, winner));
        assert.equal(await one.claimHolder(key), winner);
        assert.equal(await other.claimHolder(key), winner);
      }
    },
  ),

  onRestart('a claim is held after a restart', async (store, restart) => {
    await appended(store, 's-1', 'no-stream', [anEvent()], ['k']);
    const again = await restart();
    assert.equal(await again.claimHolder('k'), 's-1');
    assert.deepEqual(
      await append(again, 's-2', 'no-stream', [anEvent()], ['k']),
      taken('k', 's-1'),
    );
    await appended(again, 's-1', 0, [anEvent()], ['k']);
  }),
];

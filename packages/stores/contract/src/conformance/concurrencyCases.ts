import assert from 'node:assert/strict';

import type { AppendOutcome, EventStore, ExpectedRevision } from '../eventStore';
import { anEvent, append, appended, collect, someEvents } from './given';
import { follow } from './follower';
import { onStore, onTwoStores } from './harness';

const ofType = (type: AppendOutcome['type'], outcomes: ReadonlyArray<AppendOutcome>) =>
  outcomes.filter((outcome) => outcome.type === type);

/** Appends until it has come through so many times, going on from the revision it is told. */
const keepAppending = async (store: EventStore, stream: string, times: number): Promise<void> => {
  let expected: ExpectedRevision = 'no-stream';
  for (let done = 0; done < times;) {
    const outcome: AppendOutcome = await append(store, stream, expected, [anEvent()]);
    if (outcome.type === 'Appended') {
      expected = outcome.revision;
      done += 1;
    } else {
      assert.ok(outcome.type === 'RevisionConflict', outcome.type);
      assert.notEqual(outcome.actual, expected, 'a conflict with what was expected');
      expected = outcome.actual;
    }
  }
};

const assertDense = async (store: EventStore, stream: string, length: number) => {
  assert.deepEqual(
    (await collect(store.read(stream))).map(({ revision }) => revision),
    Array.from({ length }, (_, index) => index),
  );
};

/** Many writers at once, in one store and in two. */
export const concurrencyCases = [
  onStore('of twenty appends at once to a missing stream one wins', async (store) => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => append(store, 's-1', 'no-stream', someEvents(2))),
    );
    assert.equal(ofType('Appended', outcomes).length, 1);
    for (const outcome of ofType('RevisionConflict', outcomes))
      assert.deepEqual(outcome, { type: 'RevisionConflict', actual: 1 });
    assert.equal(ofType('RevisionConflict', outcomes).length, 19);
    await assertDense(store, 's-1', 2);
  }),

  onStore('of twenty appends at once at each revision one wins', async (store) => {
    await appended(store, 's-1', 'no-stream');
    for (let expected = 0; expected < 20; expected++) {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => append(store, 's-1', expected, [anEvent()])),
      );
      assert.equal(ofType('Appended', outcomes).length, 1);
      assert.equal(ofType('RevisionConflict', outcomes).length, 19);
    }
    await assertDense(store, 's-1', 21);
  }),

  onStore('writers to different streams do not hinder each other', async (store) => {
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        append(store, `s-${n.toString()}`, 'no-stream', someEvents(3), [`k-${n.toString()}`]),
      ),
    );
    assert.equal(ofType('Appended', outcomes).length, 100);
    const all = await collect(store.readAll());
    assert.equal(all.length, 300);
    for (const [index, { revision, stream }] of all.entries()) {
      assert.equal(revision, index % 3, 'a batch is torn apart');
      assert.equal(stream, all[index - revision]?.stream, 'a batch is torn apart');
    }
  }),

  onStore('refused and accepted appends at once do not touch each other', async (store) => {
    await appended(store, 's-0', 'no-stream', [anEvent()], ['k']);
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, n) => {
        const stream = `s-${(n + 1).toString()}`;
        if (n % 3 === 0) return append(store, stream, 'no-stream', someEvents(2));
        if (n % 3 === 1) return append(store, stream, 'no-stream', someEvents(2), ['k']);
        return append(store, stream, 7, someEvents(2), [`free-${n.toString()}`]);
      }),
    );
    for (const type of ['Appended', 'ClaimTaken', 'RevisionConflict'] as const)
      assert.equal(ofType(type, outcomes).length, 20, type);
    assert.equal((await collect(store.readAll())).length, 41);
    for (let n = 2; n < 60; n += 3)
      assert.equal(await store.claimHolder(`free-${n.toString()}`), undefined);
  }),

  onStore('many writers to one stream leave it without a gap', async (store) => {
    await Promise.all(Array.from({ length: 8 }, () => keepAppending(store, 's-1', 10)));
    await assertDense(store, 's-1', 80);
  }),

  onStore('a follower of many writers is told each event once, in order', async (store) => {
    const follower = follow(store);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => keepAppending(store, `s-${(n % 5).toString()}`, 10)),
    );
    await follower.caughtUpWith(200);
    await follower.stop();
    const ids = (events: ReadonlyArray<{ readonly id: string }>) => events.map(({ id }) => id);
    assert.deepEqual(ids(follower.events()), ids(await collect(store.readAll())));
  }),

  onTwoStores(
    'of two stores appending at once exactly one wins each revision',
    async (one, other) => {
      await appended(one, 's-1', 'no-stream');
      for (let expected = 0; expected < 50; expected++) {
        const outcomes = await Promise.all([
          append(one, 's-1', expected, [anEvent()]),
          append(other, 's-1', expected, [anEvent()]),
        ]);
        assert.equal(ofType('Appended', outcomes).length, 1);
        assert.deepEqual(ofType('RevisionConflict', outcomes), [
          { type: 'RevisionConflict', actual: expected + 1 },
        ]);
      }
      await assertDense(one, 's-1', 51);
      await assertDense(other, 's-1', 51);
    },
  ),

  onTwoStores('many writers over two stores leave no gap', async (one, other) => {
    const follower = follow(one);
    await Promise.all([one, other, one, other].map((store) => keepAppending(store, 's-1', 15)));
    await assertDense(one, 's-1', 60);
    await follower.caughtUpWith(60);
    await follower.stop();
    assert.deepEqual(
      follower.events().map(({ revision }) => revision),
      Array.from({ length: 60 }, (_, index) => index),
    );
  }),

  onTwoStores('what one store acknowledged the other one reads at once', async (one, other) => {
    for (let n = 0; n < 20; n++) {
      const event = anEvent();
      const stream = `s-${n.toString()}`;
      const { position } = await appended(n % 2 === 0 ? one : other, stream, 'no-stream', [event]);
      const reader = n % 2 === 0 ? other : one;
      assert.equal((await collect(reader.read(stream)))[0]?.id, event.id);
      assert.equal(await reader.head(), position);
    }
  }),
];

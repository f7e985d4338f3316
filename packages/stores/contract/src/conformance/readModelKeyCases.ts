import assert from 'node:assert/strict';

import { asReading, inTurns, recorded } from './givenReadModel';
import type { ReadModelCase } from './harness';
import { onModel, STREAMS } from './onModel';
import type { ReadModel } from '../readModel';

const found = <S>(model: ReadModel<S>, key: string, limit = 10) =>
  model.find(key, limit).map(({ stream, revision }) => `${stream}@${revision.toString()}`);

/** Rows that are found by a key, or gone through by their names. */
export const keyCases: ReadonlyArray<ReadModelCase> = [
  onModel('all rows are gone through in the order of the bytes of their names', (model) => {
    const streams = ['order-ﬀ', 'order-1', 'order-🧾', 'order-a', 'order-B', 'order-10'];
    model.apply(inTurns(streams, 2));
    const inOrder = ['order-1', 'order-10', 'order-B', 'order-a', 'order-ﬀ', 'order-🧾'];
    const names = (after: string | undefined, limit: number) =>
      model.rows({ after, limit }).map(({ stream }) => stream);
    assert.deepEqual(names(undefined, 10), inOrder);
    assert.deepEqual(names(undefined, 2), inOrder.slice(0, 2));
    assert.deepEqual(names('order-10', 3), inOrder.slice(2, 5));
    assert.deepEqual(names('order-11', 1), ['order-B']);
    assert.deepEqual(names('order-🧾', 1), []);
    assert.deepEqual(model.rows({ limit: 1 }), [model.get('order-1')]);
  }),

  onModel(
    'a row is found by the keys that its events gave it, and as it is now',
    (model, tally) => {
      tally.keys = ({ stream, revision }) => [`${stream}/${revision.toString()}`, 'é 🧾'];
      model.apply(inTurns(STREAMS, 2));
      assert.deepEqual(found(model, 'order-2/0'), ['order-2@1']);
      assert.deepEqual(found(model, 'order-2/1'), ['order-2@1']);
      tally.keys = () => [];
      model.apply([recorded('order-2', 2, 1_000n)]);
      assert.deepEqual(found(model, 'order-2/0'), ['order-2@2']);
      assert.deepEqual(model.find('order-2/0', 1), [model.get('order-2')]);
    },
  ),

  onModel('a key finds all its rows, those that changed last first', (model, tally) => {
    tally.keys = ({ stream, revision }) =>
      stream === 'order-2' ? [] : revision === 1 ? ['k'] : [];
    model.apply(inTurns(STREAMS, 3));
    assert.deepEqual(found(model, 'k'), ['order-3@2', 'order-1@2']);
    assert.deepEqual(found(model, 'k', 1), ['order-3@2']);
    assert.deepEqual(found(model, 'k', 0), []);
    model.apply([recorded('order-1', 3, 1_000n)]);
    assert.deepEqual(found(model, 'k'), ['order-1@3', 'order-3@2']);
  }),

  onModel('a key that nobody gave finds nothing, and keys are compared exactly', (model, tally) => {
    tally.keys = () => ['NFe 1'];
    model.apply(inTurns(['order-1'], 2));
    for (const key of ['', 'NFe', 'nfe 1', 'NFe 1 ', 'NFe%', 'order-1'])
      assert.deepEqual(found(model, key), []);
    assert.deepEqual(found(model, 'NFe 1'), ['order-1@1']);
  }),

  onModel('an event that is not applied gives no key', (model, tally) => {
    tally.keys = ({ revision }) => [`k-${revision.toString()}`];
    tally.refuse = ({ revision }) => revision === 1;
    model.apply(inTurns(['order-1'], 3));
    assert.deepEqual(found(model, 'k-0'), ['order-1@0']);
    for (const key of ['k-1', 'k-2']) assert.deepEqual(found(model, key), []);
  }),

  onModel('rebuilding finds by the keys of the fold, and by no others', async (model, tally) => {
    const events = inTurns(STREAMS, 3);
    tally.keys = ({ id }) => [`wrong ${id}`];
    model.apply(events);
    tally.keys = ({ id }) => [`right ${id}`];
    await model.rebuild(asReading(events));
    for (const { id, stream } of events) {
      assert.deepEqual(found(model, `right ${id}`), [`${stream}@2`]);
      assert.deepEqual(found(model, `wrong ${id}`), []);
    }
  }),
];

import assert from 'node:assert/strict';

import { within } from './given';
import { asReading, aTally, inTurns } from './givenReadModel';
import type { ReadModelCase } from './harness';
import { assertRow, modelContent, onModel, STREAMS } from './onModel';

/** Waiting for a position. */
export const waitCases: ReadonlyArray<ReadModelCase> = [
  onModel('waiting ends when the checkpoint reaches the position', async (model) => {
    const waits = [10n, 15n, 20n].map((position) => model.waitFor(position, 10_000));
    model.apply(inTurns(['order-1'], 1));
    assert.equal(await within(waits[0] ?? assert.fail(), 'the first wait'), true);
    model.apply([], 20n);
    assert.deepEqual(await within(Promise.all(waits), 'the other waits'), [true, true, true]);
    assert.equal(await within(model.waitFor(20n, 0), 'a wait for what is there'), true);
  }),

  onModel('waiting ends when time runs out', async (model) => {
    model.apply([], 5n);
    assert.equal(await within(model.waitFor(6n, 20), 'the end of the wait'), false);
  }),
];

/** Folding everything anew. */
export const rebuildCases: ReadonlyArray<ReadModelCase> = [
  onModel('rebuilding right rows finds no difference and changes nothing', async (model) => {
    const events = inTurns([...STREAMS, 'other-1'], 4);
    model.apply(events, 5_000n);
    const before = modelContent(model);
    const result = await model.rebuild(asReading(events));
    assert.deepEqual({ ...result }, { events: events.length, differing: [] });
    assert.deepEqual(modelContent(model), before);
  }),

  onModel('rebuilding names the rows that differ and puts right ones in', async (model, tally) => {
    const events = inTurns(STREAMS, 3);
    tally.text = 'wrong';
    model.apply(events.slice(0, 8));
    tally.text = 'right';
    model.apply(events.slice(8));
    const { differing } = await model.rebuild(asReading(events));
    assert.deepEqual([...differing].sort(), ['order-1', 'order-2']);
    for (const stream of STREAMS) {
      assertRow(model, stream, events);
      assert.equal(model.get(stream)?.row.text, 'right');
    }
  }),

  onModel('rebuilding lets streams go on that stood still', async (model, tally) => {
    const events = inTurns(STREAMS, 4);
    tally.refuse = ({ stream, revision }) => stream === 'order-2' && revision === 1;
    model.apply(events.slice(0, 9));
    tally.refuse = () => false;
    const { differing } = await model.rebuild(asReading(events.slice(0, 9)));
    assert.deepEqual(differing, ['order-2']);
    assert.deepEqual(model.quarantined(), []);
    assert.deepEqual(model.apply(events.slice(9)), []);
    for (const stream of STREAMS) assertRow(model, stream, events);
  }),

  onModel('what is applied during a rebuild is kept', async (model) => {
    const events = inTurns(STREAMS, 6);
    model.apply(events.slice(0, 9));
    const reading = async function* () {
      for (const [index, event] of events.slice(0, 9).entries()) {
        if (index === 2) model.apply(events.slice(9, 12));
        if (index === 7) model.apply(events.slice(12, 15));
        yield await Promise.resolve(event);
      }
    };
    const { differing } = await model.rebuild(reading());
    assert.deepEqual(differing, []);
    assert.equal(model.checkpoint(), events[14]?.position);
    for (const stream of STREAMS) assertRow(model, stream, events.slice(0, 15));
    model.apply(events.slice(15));
    for (const stream of STREAMS) assertRow(model, stream, events);
  }),

  onModel('a rebuild that fails leaves the rows as they were', async (model) => {
    const events = inTurns(STREAMS, 3);
    model.apply(events);
    const before = modelContent(model);
    const failing = async function* () {
      yield* asReading(events.slice(0, 4));
      throw new Error('the store went away');
    };
    await assert.rejects(model.rebuild(failing()), /the store went away/);
    assert.deepEqual(modelContent(model), before);
    assert.deepEqual((await model.rebuild(asReading(events))).differing, []);
  }),
];

/** Opening a model again, with the same projection and with another version. */
export const reopenCases: ReadonlyArray<ReadModelCase> = [
  {
    name: 'rows, checkpoint and quarantine are there after a restart',
    needs: ['reopen'],
    run: async ({ open, reopen }) => {
      const tally = aTally();
      const events = inTurns(STREAMS, 4);
      const model = await open(tally.projection);
      tally.refuse = ({ stream, revision }) => stream === 'order-2' && revision === 1;
      model.apply(events.slice(0, 7));
      const before = modelContent(model);
      const again = (await reopen?.(model, tally.projection)) ?? assert.fail('no reopen');
      assert.deepEqual(modelContent(again), before);
      assert.deepEqual(again.apply(events), []);
      for (const stream of ['order-1', 'order-3']) assertRow(again, stream, events);
      assertRow(again, 'order-2', events.slice(0, 3));
    },
  },
  {
    name: 'a projection of another version starts from nothing',
    needs: ['reopen'],
    run: async ({ open, reopen }) => {
      const events = inTurns(STREAMS, 2);
      const model = await open(aTally(1).projection);
      model.apply(events);
      const second = aTally(2);
      second.text = 'of version 2';
      const again = (await reopen?.(model, second.projection)) ?? assert.fail('no reopen');
      assert.equal(again.checkpoint(), undefined);
      assert.equal(again.get('order-1'), undefined);
      again.apply(events);
      for (const stream of STREAMS) {
        assertRow(again, stream, events);
        assert.equal(again.get(stream)?.row.text, 'of version 2');
      }
    },
  },
];

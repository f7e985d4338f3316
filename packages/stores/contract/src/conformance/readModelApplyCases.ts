import assert from 'node:assert/strict';

import { inTurns, recorded } from './givenReadModel';
import type { ReadModelCase } from './harness';
import { assertRow, idsOf, modelContent, onModel, STREAMS } from './onModel';

/** What becomes of events that are applied. */
export const applyCases: ReadonlyArray<ReadModelCase> = [
  onModel('an empty model has no checkpoint and no row', (model) => {
    assert.deepEqual(modelContent(model), {
      checkpoint: undefined,
      rows: [],
      found: [],
      quarantined: [],
    });
    assert.equal(model.get('order-1'), undefined);
  }),

  onModel('events are folded into the rows of their streams, in order', (model) => {
    const events = inTurns(STREAMS, 4);
    assert.deepEqual(model.apply(events), []);
    for (const stream of STREAMS) assertRow(model, stream, events);
    assert.equal(model.checkpoint(), events.at(-1)?.position);
    assert.deepEqual(
      { ...model.get('order-1')?.row },
      { ids: idsOf(events, 'order-1'), text: 'é 🧾 "quoted"', none: null },
    );
  }),

  onModel('events applied one by one and in batches give the same rows', (model) => {
    const events = inTurns(STREAMS, 6);
    for (const event of events.slice(0, 7)) model.apply([event]);
    model.apply(events.slice(7, 11));
    model.apply(events.slice(11));
    for (const stream of STREAMS) assertRow(model, stream, events);
  }),

  onModel('events at or below the checkpoint are skipped', (model) => {
    const events = inTurns(STREAMS, 4);
    model.apply(events.slice(0, 8));
    const before = modelContent(model);
    assert.deepEqual(model.apply(events.slice(0, 8)), []);
    assert.deepEqual(model.apply(events.slice(3, 5)), []);
    assert.deepEqual(modelContent(model), before);
    assert.deepEqual(model.apply(events), []);
    for (const stream of STREAMS) assertRow(model, stream, events);
  }),

  onModel('an event that comes twice in one batch is applied once', (model) => {
    const events = inTurns(['order-1'], 3);
    assert.deepEqual(model.apply(events.flatMap((event) => [event, event])), []);
    assertRow(model, 'order-1', events);
  }),

  onModel('the checkpoint moves past events of others, and never back', (model) => {
    const events = inTurns(['order-1'], 1);
    model.apply(events, 500n);
    assert.equal(model.checkpoint(), 500n);
    model.apply([], 700n);
    assert.equal(model.checkpoint(), 700n);
    model.apply([], 600n);
    model.apply(events);
    model.apply([]);
    assert.equal(model.checkpoint(), 700n);
    model.apply([recorded('order-1', 1, 650n)]);
    assertRow(model, 'order-1', events);
  }),

  onModel('streams that the projection does not read are left out', (model) => {
    const events = inTurns(['order-1', 'other-1', 'orde-1'], 2);
    assert.deepEqual(model.apply(events), []);
    assertRow(model, 'order-1', events);
    assert.equal(model.get('other-1'), undefined);
    assert.equal(model.get('orde-1'), undefined);
    assert.equal(model.checkpoint(), events.at(-1)?.position);
  }),

  onModel('positions may be as wide as those of a cluster', (model, tally) => {
    const wide = (n: bigint) => (n << 64n) | (n - 1n);
    const events = [9n, 10n, 2n ** 62n].map((n, index) =>
      recorded(`order-${index.toString()}`, 0, wide(n)),
    );
    tally.refuse = ({ position }) => position === wide(10n);
    const [refused] = model.apply(events, wide(2n ** 63n));
    assert.equal(refused?.position, wide(10n));
    assert.equal(model.quarantined()[0]?.position, wide(10n));
    assert.deepEqual(
      model.recent(9).map(({ position }) => position),
      [wide(2n ** 62n), wide(9n)],
    );
    assert.equal(model.checkpoint(), wide(2n ** 63n));
  }),

  onModel('the rows that changed last are told first', (model) => {
    const events = inTurns(STREAMS, 2);
    model.apply(events);
    const order = (limit: number) => model.recent(limit).map(({ stream }) => stream);
    assert.deepEqual(order(10), ['order-3', 'order-2', 'order-1']);
    assert.deepEqual(order(2), ['order-3', 'order-2']);
    assert.deepEqual(order(0), []);
    model.apply([recorded('order-2', 2, 1_000n)]);
    assert.deepEqual(order(2), ['order-2', 'order-3']);
  }),

  onModel('a batch that fails changes nothing, neither rows nor checkpoint', (model, tally) => {
    const events = inTurns(STREAMS, 3);
    model.apply(events.slice(0, 4));
    const before = modelContent(model);
    tally.refuse = ({ id }) => {
      if (id === events[6]?.id) throw new Error('the process died here');
      return false;
    };
    assert.throws(() => model.apply(events.slice(4)));
    assert.deepEqual(modelContent(model), before);
    tally.refuse = () => false;
    model.apply(events.slice(4));
    for (const stream of STREAMS) assertRow(model, stream, events);
  }),
];

/** Events that cannot be applied, and their streams. */
export const quarantineCases: ReadonlyArray<ReadModelCase> = [
  onModel('a gap in a stream is told, and the stream stands still', (model) => {
    const events = inTurns(['order-1', 'order-2'], 5);
    const missing = events.find(({ stream, revision }) => stream === 'order-1' && revision === 2);
    const told = model.apply(events.filter((event) => event !== missing));
    const [{ stream, revision, position, reason } = assert.fail('nothing is told'), ...rest] = told;
    assert.deepEqual([stream, revision, position], ['order-1', 3, events[6]?.position]);
    assert.ok(reason.length > 0);
    assert.deepEqual(rest, []);
    assertRow(
      model,
      'order-1',
      events.filter((event) => event.revision < 2),
    );
    assertRow(model, 'order-2', events);
    assert.equal(model.checkpoint(), events.at(-1)?.position);
    assert.deepEqual(
      model.quarantined().map((one) => ({ ...one })),
      [{ ...told[0] }],
    );
  }),

  onModel('a stream that does not begin with its first event is told', (model) => {
    const [event] = model.apply([recorded('order-1', 1, 10n), recorded('order-1', 0, 20n)]);
    assert.deepEqual([event?.stream, event?.revision], ['order-1', 1]);
    assert.equal(model.get('order-1'), undefined);
  }),

  onModel('an event that the projection refuses stops its stream and no other', (model, tally) => {
    const events = inTurns(STREAMS, 3);
    tally.refuse = ({ stream, revision }) => stream === 'order-2' && revision === 1;
    const told = model.apply(events.slice(0, 5));
    assert.deepEqual(
      told.map((one) => ({ ...one })),
      [
        {
          stream: 'order-2',
          revision: 1,
          position: events[4]?.position,
          reason: `no sense in ${events[4]?.id ?? ''}`,
        },
      ],
    );
    tally.refuse = () => false;
    assert.deepEqual(model.apply(events.slice(5)), [], 'it is told once');
    assertRow(model, 'order-2', events.slice(0, 2));
    for (const stream of ['order-1', 'order-3']) assertRow(model, stream, events);
    assert.deepEqual(model.quarantined().length, 1);
  }),
];

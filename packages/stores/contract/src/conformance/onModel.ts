import assert from 'node:assert/strict';

import type { RecordedEvent } from '../eventStore';
import type { ReadModel } from '../readModel';
import { aTally, type Tally, type TallyProjection } from './givenReadModel';
import type { ReadModelCase } from './harness';

/** A case on one read model of the suite's projection. */
export const onModel = (
  name: string,
  run: (model: ReadModel<Tally>, tally: TallyProjection) => Promise<void> | void,
): ReadModelCase => ({
  name,
  needs: [],
  run: async ({ open }) => {
    const tally = aTally();
    await run(await open(tally.projection), tally);
  },
});

/** The ids of the events of one stream. */
export const idsOf = (events: ReadonlyArray<RecordedEvent>, stream: string) =>
  events.filter((event) => event.stream === stream).map(({ id }) => id);

/** Fails unless the row of a stream is the fold of its events among these. */
export const assertRow = (
  model: ReadModel<Tally>,
  stream: string,
  events: ReadonlyArray<RecordedEvent>,
): void => {
  const last = events.filter((event) => event.stream === stream).at(-1);
  const row = model.get(stream);
  assert.deepEqual(row?.row.ids, last && idsOf(events, stream));
  assert.equal(row?.revision, last?.revision);
  assert.equal(row?.position, last?.position);
};

/** Everything that can be seen of a model: to compare before and after. */
export const modelContent = (model: ReadModel<Tally>) => ({
  checkpoint: model.checkpoint(),
  rows: model.recent(1_000).map((row) => ({ ...row, row: { ...row.row } })),
  found: model.find('key', 1_000).map(({ stream }) => stream),
  quarantined: model.quarantined().map((event) => ({ ...event })),
});

/** The streams of most cases. */
export const STREAMS = ['order-1', 'order-2', 'order-3'];

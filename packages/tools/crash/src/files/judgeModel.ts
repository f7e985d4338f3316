import { inMemoryReadModel, type ReadModel, type RecordedEvent } from '@facture/contract';
import { orderSummaryProjection, type OrderSummary } from '@facture/projections';
import { isDeepStrictEqual } from 'node:util';

import { shortly } from '../finding';
import { wrong } from './verdict';

const ALL = 10_000;

const invoiceNumbersIn = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<string> =>
  events
    .filter(({ type }) => type === 'InvoiceAdded' || type === 'ReturnInvoiced')
    .map(({ data }) => (JSON.parse(data) as { readonly invoiceNumber: string }).invoiceNumber);

const same = (what: string, found: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(found, expected))
    throw wrong('totals', `${what}: ${shortly(found)}, not ${shortly(expected)}`);
};

/** Holds everything that can be asked of totals against a fold of the same events in memory. */
const holdAgainstFold = (
  model: ReadModel<OrderSummary>,
  events: ReadonlyArray<RecordedEvent>,
): void => {
  const fold = inMemoryReadModel(orderSummaryProjection);
  fold.apply(events);
  same('totals in quarantine', model.quarantined(), []);
  same('totals', model.rows({ limit: ALL }), fold.rows({ limit: ALL }));
  same('latest totals', model.recent(ALL), fold.recent(ALL));
  for (const number of invoiceNumbersIn(events))
    same(`totals with invoice ${number}`, model.find(number, ALL), fold.find(number, ALL));
};

/**
 * Looks whether totals are those of the events up to their checkpoint, and again when they have caught
 * up with so many.
 */
export const judgeModel = (
  model: ReadModel<OrderSummary>,
  events: ReadonlyArray<RecordedEvent>,
): void => {
  const checkpoint = model.checkpoint() ?? 0n;
  const last = events.at(-1)?.position ?? 0n;
  if (checkpoint > last)
    throw wrong('totals', `totals are at ${checkpoint.toString()}, beyond the last event`);
  holdAgainstFold(
    model,
    events.filter(({ position }) => position <= checkpoint),
  );
  model.apply(events.filter(({ position }) => position > checkpoint));
  holdAgainstFold(model, events);
};

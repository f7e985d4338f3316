import { inMemoryReadModel, type ReadModel, type RecordedEvent } from '@facture/contract';
import { orderSummaryProjection, totalsOfSummary, type OrderSummary } from '@facture/projections';
import { isDeepStrictEqual } from 'node:util';

import { shortly } from '../finding';
import type { TableContent } from './ownTable';

/** Something that a process was told is done: each of its marks is an event's id or receipt. */
export interface Acknowledged {
  readonly orderId: string;
  readonly marks: ReadonlyArray<string>;
}

interface Facts {
  readonly orderId: string;
  readonly sellerId?: string;
  readonly invoiceNumber?: string;
  readonly receipt?: string;
  readonly valueMinor?: number;
}

const factsOf = ({ data }: RecordedEvent): Facts => JSON.parse(data) as Facts;

const isDocument = ({ type }: RecordedEvent): boolean =>
  type === 'InvoiceAdded' || type === 'ReturnInvoiced';

/** The first that comes a second time. */
const repeated = (all: ReadonlyArray<string>): string | undefined => {
  const seen = new Set<string>();
  return all.find((one) => seen.size === seen.add(one).size);
};

/** Says what was acknowledged and is not there; undefined when all is. */
export const lost = (
  acknowledged: ReadonlyArray<Acknowledged>,
  events: ReadonlyArray<RecordedEvent>,
): string | undefined => {
  const stored = new Set<string>();
  for (const event of events) {
    const { orderId, receipt } = factsOf(event);
    stored.add(`${orderId} ${event.id}`);
    if (receipt !== undefined) stored.add(`${orderId} ${receipt}`);
  }
  for (const { orderId, marks } of acknowledged)
    for (const mark of marks)
      if (!stored.has(`${orderId} ${mark}`)) return `lost: ${orderId} has no ${mark}`;
  return undefined;
};

/** Says what is there twice: an event, a revision or the number of a document. */
export const doubled = (events: ReadonlyArray<RecordedEvent>): string | undefined => {
  const id = repeated(events.map((event) => event.id));
  if (id !== undefined) return `doubled: event ${id}`;
  const next = new Map<string, number>();
  for (const { stream, revision } of events) {
    if (revision !== (next.get(stream) ?? 0))
      return `${stream} has revision ${revision.toString()} where ${String(next.get(stream) ?? 0)} comes`;
    next.set(stream, revision + 1);
  }
  const number = repeated(
    events.filter(isDocument).map((event) => {
      const { sellerId = '', invoiceNumber = '' } = factsOf(event);
      return `${sellerId} ${invoiceNumber}`;
    }),
  );
  return number === undefined ? undefined : `doubled: the document ${number}`;
};

const ALL = 1_000_000;

/** Says where totals are not those of the events up to their checkpoint. */
export const wrongTotals = (
  model: ReadModel<OrderSummary>,
  events: ReadonlyArray<RecordedEvent>,
): string | undefined => {
  const checkpoint = model.checkpoint() ?? 0n;
  const fold = inMemoryReadModel(orderSummaryProjection);
  fold.apply(events.filter(({ position }) => position <= checkpoint));
  const [found, expected] = [model, fold].map((each) =>
    each.rows({ limit: ALL }).map((row) => ({ ...row, row: totalsOfSummary(row.row) })),
  );
  const at = expected?.findIndex((row, index) => !isDeepStrictEqual(row, found?.[index])) ?? -1;
  if (at >= 0) return `totals are ${shortly(found?.[at])}, not ${shortly(expected?.[at])}`;
  return found?.length === expected?.length ? undefined : 'totals of orders that are not there';
};

/** Says where the table of a subscriber is not what the events up to its position come to. */
export const wrongTable = (
  { position = 0n, rows }: TableContent,
  events: ReadonlyArray<RecordedEvent>,
): string | undefined => {
  const expected = new Map<string, { messages: number; currentMinor: number }>();
  for (const event of events) {
    if (event.position > position) break;
    const { orderId, valueMinor = 0 } = factsOf(event);
    const row = expected.get(orderId) ?? { messages: 0, currentMinor: 0 };
    row.messages += 1;
    if (isDocument(event))
      row.currentMinor += event.type === 'InvoiceAdded' ? valueMinor : -valueMinor;
    expected.set(orderId, row);
  }
  if (rows.length !== expected.size)
    return `the table has ${rows.length.toString()} orders, not ${expected.size.toString()}`;
  for (const { orderId, ...row } of rows)
    if (!isDeepStrictEqual(row, expected.get(orderId)))
      return `the table has ${shortly(row)} for ${orderId}, not ${shortly(expected.get(orderId))}`;
  return undefined;
};

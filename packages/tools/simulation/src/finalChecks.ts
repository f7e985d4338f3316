import { readRecorded, type RecordedEvent } from '@facture/contract';
import { evolve, replay, statusOf, type OrderEvent, type PlacedOrder } from '@facture/order';
import { totalsOf, totalsOfSummary } from '@facture/projections';
import * as E from 'fp-ts/Either';
import { isDeepStrictEqual } from 'node:util';

import type { Chance } from './chance';
import { Violation, type Model, type ModelOrder } from './model';
import type { Reader } from './readers';

/** Reads the events of a history. Throws a `Violation` at one that cannot be read. */
export const readHistory = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<OrderEvent> =>
  events.map((recorded) => {
    const read = readRecorded(recorded);
    if (E.isRight(read)) return read.right.event;
    throw new Violation(27, `${recorded.stream} cannot be read: ${read.left.reason}`);
  });

const expectSame = (property: number, what: string, found: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(found, expected))
    throw new Violation(
      property,
      `${what}: ${JSON.stringify(found)} is not ${JSON.stringify(expected)}`,
    );
};

/** What an order is checked against. */
export interface Checking {
  readonly model: Model;
  readonly readers: ReadonlyArray<Reader>;
  readonly chance: Chance;
}

const checkModel = (stream: string, state: PlacedOrder, order: ModelOrder | undefined): void => {
  const { invoicedMinor, returnedMinor } = state;
  const isInvoiced = statusOf(state) === 'invoiced';
  expectSame(20, `${stream} invoiced`, BigInt(invoicedMinor), order?.invoiced);
  expectSame(14, `${stream} returned`, BigInt(returnedMinor), order?.returned);
  expectSame(21, `${stream} status`, isInvoiced, order?.invoiced === order?.value);
};

const checkDocuments = (
  stream: string,
  state: PlacedOrder,
  history: ReadonlyArray<OrderEvent>,
): void => {
  const documents = history.flatMap(({ type, data }) =>
    type === 'InvoiceAdded' || type === 'ReturnInvoiced' ? [data] : [],
  );
  const kept = Array.from(state.documents.values(), ({ data }) => data);
  expectSame(27, `${stream} documents`, kept, documents);
};

/**
 * Checks one order when all is calm: what its events fold to, what the model made of them and what
 * readers were told are the same. Throws a `Violation` where they are not.
 */
export const checkOrder = (
  stream: string,
  events: ReadonlyArray<RecordedEvent>,
  { model, readers, chance }: Checking,
): void => {
  const history = readHistory(events);
  const last = history.at(-1);
  const state = replay(history);
  if (state.type === 'NoOrder' || last === undefined)
    throw new Violation(27, `${stream} has no order`);
  const cut = chance.between(0, history.length);
  const inTwo = history.slice(cut).reduce(evolve, replay(history.slice(0, cut)));
  expectSame(27, `${stream} folded in two`, inTwo, state);
  checkModel(stream, state, model.order(state.placed.orderId));
  checkDocuments(stream, state, history);

  const at = { revision: events.length - 1, updatedAt: last.data.occurredAt };
  const totals = totalsOf(state, at);
  for (const { name, summary } of readers) {
    const row = summary(stream);
    expectSame(28, `${stream} of ${name}`, row && totalsOfSummary(row), totals);
  }
};

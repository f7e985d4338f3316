import {
  loadOrder,
  ORDER_STREAM_PREFIX,
  orderIdOfStream,
  type EventStore,
  type RecordedEvent,
} from '@facture/contract';
import {
  evolve,
  initialState,
  replay,
  statusOf,
  type OrderEvent,
  type PlacedOrder,
} from '@facture/order';
import { totalsOf, totalsOfSummary } from '@facture/projections';
import * as E from 'fp-ts/Either';
import { isDeepStrictEqual } from 'node:util';

import type { Chance } from './chance';
import { Violation, type Model, type ModelOrder } from './model';
import type { Reader } from './readers';
import type { Witness, WrittenOrder } from './witness';

const printed = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));

const expectSame = (property: number, what: string, found: unknown, expected: unknown): void => {
  if (found !== expected && !isDeepStrictEqual(found, expected))
    throw new Violation(property, `${what}: ${printed(found)} is not ${printed(expected)}`);
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

/** Whether it is invoiced follows from its documents at every revision, and is so for good. */
const checkStatus = (stream: string, history: ReadonlyArray<OrderEvent>): void => {
  let state = initialState;
  let left = 0;
  for (const [revision, event] of history.entries()) {
    state = evolve(state, event);
    if (event.type === 'OrderPlaced') left = event.data.valueMinor;
    if (event.type === 'InvoiceAdded') left -= event.data.valueMinor;
    const isInvoiced = state.type === 'PlacedOrder' && statusOf(state) === 'invoiced';
    expectSame(21, `${stream} is invoiced at ${String(revision)}`, isInvoiced, left === 0);
  }
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
  { history, state }: WrittenOrder,
  { model, readers, chance }: Checking,
): void => {
  const last = history.at(-1);
  if (state.type === 'NoOrder' || last === undefined)
    throw new Violation(27, `${stream} has no order`);
  const cut = chance.between(0, history.length);
  const inTwo = history.slice(cut).reduce(evolve, replay(history.slice(0, cut)));
  expectSame(27, `${stream} folded in two`, inTwo, state);
  checkModel(stream, state, model.order(state.placed.orderId));
  checkStatus(stream, history);
  checkDocuments(stream, state, history);

  const at = { revision: history.length - 1, updatedAt: last.data.occurredAt };
  const totals = totalsOf(state, at);
  for (const { name, summary } of readers) {
    const row = summary(stream);
    expectSame(28, `${stream} of ${name}`, row && totalsOfSummary(row), totals);
  }
};

/**
 * Checks that a store which was opened anew has the history that was written, no more and no less,
 * and that orders loaded from it are what their events fold to. Throws a `Violation` otherwise.
 */
export const checkReopened = async (store: EventStore, witness: Witness): Promise<void> => {
  const found: Array<RecordedEvent> = [];
  for await (const event of store.readAll({ prefix: ORDER_STREAM_PREFIX })) found.push(event);
  expectSame(29, 'what is stored', found, witness.written());
  for (const [stream, { state }] of witness.orders()) {
    const orderId = orderIdOfStream(stream);
    if (orderId === undefined) throw new Violation(29, `${stream} is no order's`);
    const loaded = await loadOrder(store)(orderId)();
    if (E.isLeft(loaded)) throw new Violation(27, `${stream} cannot be loaded`);
    expectSame(27, `${stream} loaded`, loaded.right.state, state);
  }
};

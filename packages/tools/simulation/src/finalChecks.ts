import { readRecorded, type RecordedEvent } from '@facture/contract';
import { evolve, initialState, statusOf, type OrderEvent } from '@facture/order';
import { totalsOf, totalsOfSummary, type OrderSummary } from '@facture/projections';
import * as E from 'fp-ts/Either';
import { isDeepStrictEqual } from 'node:util';

import { Violation, type Model } from './model';
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

/**
 * Checks one order when all is calm: what its events fold to, what the model made of them and what
 * readers were told are the same. Throws a `Violation` where they are not.
 */
export const checkOrder = (
  stream: string,
  events: ReadonlyArray<RecordedEvent>,
  model: Model,
  readers: ReadonlyArray<Reader>,
  cut: (length: number) => number,
): void => {
  const history = readHistory(events);
  const state = history.reduce(evolve, initialState);
  const half = cut(history.length);
  const inTwo = history
    .slice(half)
    .reduce(evolve, history.slice(0, half).reduce(evolve, initialState));
  expectSame(27, `${stream} folded in two`, inTwo, state);
  if (state.type === 'NoOrder') throw new Violation(27, `${stream} has no order`);

  const order = model.order(state.placed.orderId);
  const at = { revision: events.length - 1, updatedAt: history.at(-1)?.data.occurredAt };
  const { invoicedMinor, returnedMinor } = state;
  expectSame(20, `${stream} invoiced`, BigInt(invoicedMinor), order?.invoiced);
  expectSame(14, `${stream} returned`, BigInt(returnedMinor), order?.returned);
  expectSame(
    21,
    `${stream} status`,
    statusOf(state) === 'invoiced',
    order?.invoiced === order?.value,
  );
  expectSame(29, `${stream} revision`, at.revision, order?.revision);

  const totals = totalsOf(state, at as Parameters<typeof totalsOf>[1]);
  for (const { name, summary } of readers) {
    const row: OrderSummary | undefined = summary(stream);
    expectSame(28, `${stream} of ${name}`, row && totalsOfSummary(row), totals);
  }
};

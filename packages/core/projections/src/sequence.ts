import type { OrderEvent, OrderPlaced } from '@facture/order';
import * as E from 'fp-ts/Either';
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray';
import { isNonEmpty } from 'fp-ts/ReadonlyArray';

import type { OrderNotPlaced, RevisionGap } from './errors';

/**
 * An event and its place in the history of its order: 0, 1, 2, … What else a store tells of it, such
 * as its position and when it was recorded, may stand beside.
 */
export interface EventAtRevision {
  readonly event: OrderEvent;
  readonly revision: number;
}

/** Why an event cannot follow what was folded so far. */
export type SequenceError = RevisionGap | OrderNotPlaced;

/** The events of one order in sequence, and the placing that they begin with. */
export interface OrderHistory<R extends EventAtRevision> {
  readonly placed: OrderPlaced;
  readonly events: ReadonlyNonEmptyArray<R>;
}

/**
 * Tells whether an event is the next one after a revision (−1 before the first), or is known already.
 *
 * Gives `RevisionGap` when events are missing in between.
 */
export const isNext = (
  last: number,
  { event, revision }: EventAtRevision,
): E.Either<RevisionGap, boolean> => {
  const expected = last + 1;
  return revision <= expected
    ? E.right(revision === expected)
    : E.left({ type: 'RevisionGap', orderId: event.data.orderId, expected, actual: revision });
};

/**
 * Puts the events of one order in sequence: what is repeated counts once.
 *
 * Gives `RevisionGap` where an event is missing, and `OrderNotPlaced` when the first event is not
 * `OrderPlaced` or there is none.
 */
export const inSequence = <R extends EventAtRevision>(
  recorded: Iterable<R>,
): E.Either<SequenceError, OrderHistory<R>> => {
  const events: Array<R> = [];
  for (const one of recorded) {
    const next = isNext(events.length - 1, one);
    if (E.isLeft(next)) return next;
    if (next.right) events.push(one);
  }
  if (!isNonEmpty(events)) return E.left({ type: 'OrderNotPlaced', firstEvent: null });
  const { event: first } = events[0];
  return first.type === 'OrderPlaced'
    ? E.right({ placed: first.data, events })
    : E.left({ type: 'OrderNotPlaced', firstEvent: first.type });
};

import type { Timestamp } from '@facture/order';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';

import type { NoSuchRevision, OrderNotYetPlaced } from './errors';
import { inSequence, type EventAtRevision, type SequenceError } from './sequence';

/**
 * Goes back to a revision: the history up to its event, to be replayed or folded as any other.
 *
 * Gives `NoSuchRevision` with the last revision there is, `RevisionGap` and `OrderNotPlaced`.
 */
export const atRevision = <R extends EventAtRevision>(
  recorded: Iterable<R>,
  revision: number,
): E.Either<SequenceError | NoSuchRevision, RNEA.ReadonlyNonEmptyArray<R>> =>
  pipe(
    inSequence(recorded),
    E.flatMap(({ placed: { orderId }, events }) => {
      const last = events.length - 1;
      const past = pipe(
        events,
        RA.takeLeftWhile((one) => one.revision <= revision),
      );
      return RA.isNonEmpty(past) && RNEA.last(past).revision === revision
        ? E.right(past)
        : E.left<NoSuchRevision>({ type: 'NoSuchRevision', orderId, revision, last });
    }),
  );

/**
 * Goes back to a moment: the longest beginning of the history in which every event occurred at that
 * moment or before it, whatever the clocks of later events say.
 *
 * Gives `OrderNotYetPlaced` for a moment before the first event, `RevisionGap` and `OrderNotPlaced`.
 */
export const asOf = <R extends EventAtRevision>(
  recorded: Iterable<R>,
  at: Timestamp,
): E.Either<SequenceError | OrderNotYetPlaced, RNEA.ReadonlyNonEmptyArray<R>> =>
  pipe(
    inSequence(recorded),
    E.flatMap(({ placed: { orderId, occurredAt: placedAt }, events }) => {
      // One spelling of fixed width: the order of the texts is the order of the instants.
      const past = pipe(
        events,
        RA.takeLeftWhile(({ event }) => event.data.occurredAt <= at),
      );
      return RA.isNonEmpty(past)
        ? E.right(past)
        : E.left<OrderNotYetPlaced>({ type: 'OrderNotYetPlaced', orderId, at, placedAt });
    }),
  );

import { evolve, initialState, type OrderEvent, type PlacedOrder } from '@facture/order';
import * as E from 'fp-ts/Either';

import type { EventAtRevision } from '../sequence';
import type { LastEvent } from '../summary';

/** Numbers the events of one order, as a store does. */
export const recordedFrom = (events: ReadonlyArray<OrderEvent>): ReadonlyArray<EventAtRevision> =>
  events.map((event, revision) => ({ event, revision }));

/** A history as it was at one of its revisions, with the order replayed up to there. */
export interface Past {
  readonly recorded: ReadonlyArray<EventAtRevision>;
  readonly order: PlacedOrder;
  readonly last: LastEvent;
}

/** Every past of a history, from its placing to its end. */
export const pastsOf = (events: ReadonlyArray<OrderEvent>): ReadonlyArray<Past> => {
  const recorded = recordedFrom(events);
  let order = initialState;
  return recorded.map(({ event, revision }) => {
    order = evolve(order, event);
    if (order.type === 'NoOrder') throw new Error('the order was not placed');
    const last = { revision, updatedAt: event.data.occurredAt };
    return { recorded: recorded.slice(0, revision + 1), order, last };
  });
};

/** The value of a fold that must succeed. */
export const rightOf = <A>(folded: E.Either<unknown, A>): A => {
  if (E.isLeft(folded)) throw new Error(JSON.stringify(folded.left));
  return folded.right;
};

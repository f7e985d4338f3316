import { decodeEvent } from '@facture/order';
import {
  applyToSummary,
  factOf,
  totalsOfSummary,
  type HistoryFact,
  type HistoryView,
  type OrderSummary,
  type OrderTotals,
  type StoredEventView,
} from '@facture/projections';
import * as E from 'fp-ts/Either';

/** An event of an order, and the totals after it. */
export interface Moment {
  readonly revision: number;
  readonly occurredAt: string;
  readonly fact: HistoryFact;
  readonly totals: OrderTotals;
  readonly stored: StoredEventView;
}

/** The event that cannot be read, counted from 0. */
export interface Unreadable {
  readonly revision: number;
}

/**
 * Replays an order from its events as they are stored, so that what is shown follows from the very
 * bytes whose proofs are judged, and not from what the service makes of them.
 *
 * Gives `Unreadable` for an event that is none, or that cannot follow the one before.
 */
export const momentsOf = (
  events: HistoryView['events'],
): E.Either<Unreadable, ReadonlyArray<Moment>> => {
  const moments: Array<Moment> = [];
  let summary: OrderSummary | undefined;
  for (const [revision, { stored }] of events.entries()) {
    const event = decodeEvent(stored);
    if (E.isLeft(event)) return E.left({ revision });
    const next = applyToSummary(summary, { event: event.right, revision });
    if (E.isLeft(next)) return E.left({ revision });
    summary = next.right;
    moments.push({
      revision,
      occurredAt: event.right.data.occurredAt,
      fact: factOf(event.right),
      totals: totalsOfSummary(summary),
      stored,
    });
  }
  return E.right(moments);
};

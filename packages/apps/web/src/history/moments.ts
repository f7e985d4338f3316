import {
  decodeEvent,
  evolve,
  initialState,
  type AcceptedDocument,
  type OrderEvent,
  type UnreadableEvent,
} from '@facture/order';
import {
  applyToSummary,
  factOf,
  totalsOfSummary,
  type HistoryFact,
  type HistoryView,
  type OrderSummary,
  type OrderTotals,
  type SequenceError,
  type StoredEventView,
} from '@facture/projections';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

/** An event of an order, and the totals after it. */
export interface Moment {
  readonly revision: number;
  readonly occurredAt: string;
  readonly event: OrderEvent;
  readonly fact: HistoryFact;
  readonly totals: OrderTotals;
  readonly stored: StoredEventView;
}

/** The event that cannot be read, counted from 0, and those that can before it. */
export interface Unreadable {
  readonly revision: number;
  readonly error: UnreadableEvent | SequenceError;
  readonly before: ReadonlyArray<Moment>;
}

/**
 * Replays an order from its events as they are stored, so that what is shown follows from the very
 * bytes whose proofs are judged, and not from what the service makes of them.
 *
 * Gives `Unreadable` for an event that is none, or that cannot follow the one before, and where there
 * is no event at all.
 */
export const momentsOf = (
  events: HistoryView['events'],
): E.Either<Unreadable, ReadonlyArray<Moment>> => {
  const moments: Array<Moment> = [];
  let summary: OrderSummary | undefined;
  for (const [revision, { stored }] of events.entries()) {
    const read = pipe(
      E.Do,
      E.bind('event', () => decodeEvent(stored)),
      E.bindW('next', ({ event }) => applyToSummary(summary, { event, revision })),
    );
    if (E.isLeft(read)) return E.left({ revision, error: read.left, before: moments });
    const { event, next } = read.right;
    summary = next;
    moments.push({
      revision,
      occurredAt: event.data.occurredAt,
      event,
      fact: factOf(event),
      totals: totalsOfSummary(next),
      stored,
    });
  }
  return moments.length === 0
    ? E.left({ revision: 0, error: { type: 'OrderNotPlaced', firstEvent: null }, before: [] })
    : E.right(moments);
};

/** The documents that were accepted up to a revision, in that order, with what was known of their packages. */
export const documentsAt = (
  moments: ReadonlyArray<Moment>,
  revision: number,
): ReadonlyArray<AcceptedDocument> => {
  const state = moments
    .slice(0, revision + 1)
    .reduce((before, { event }) => evolve(before, event), initialState);
  return state.type === 'NoOrder' ? [] : [...state.documents.values()];
};

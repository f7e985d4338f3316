import { OrderId, Timestamp } from '@facture/order';
import { HistoryEntry, historyOf, LedgerEntry, ledgerOf } from '@facture/projections';
import type { Refusal } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as t from 'io-ts';

import type { HistoricEvents } from './orderHistory';

/** An event as it is stored: `data` and `metadata` are the exact text, which others may hash. */
export const StoredEventView = t.readonly(
  t.strict({
    id: t.string,
    stream: t.string,
    position: t.string,
    recordedAt: Timestamp,
    type: t.string,
    schemaVersion: t.number,
    data: t.string,
    metadata: t.string,
  }),
  'StoredEventView',
);
export type StoredEventView = t.TypeOf<typeof StoredEventView>;

/** The history of an order: each event for people to read and as it is stored, and the ledger. */
export const HistoryView = t.readonly(
  t.strict({
    orderId: OrderId,
    events: t.readonlyArray(
      t.readonly(t.strict({ readable: HistoryEntry, stored: StoredEventView })),
    ),
    ledger: t.readonlyArray(LedgerEntry),
  }),
  'HistoryView',
);
export type HistoryView = t.TypeOf<typeof HistoryView>;

const storedEventView = ({ recorded }: HistoricEvents[number]): StoredEventView => ({
  id: recorded.id,
  stream: recorded.stream,
  position: recorded.position.toString(),
  // A store writes instants as toISOString does.
  recordedAt: recorded.recordedAt as Timestamp,
  type: recorded.type,
  schemaVersion: recorded.schemaVersion,
  data: recorded.data,
  metadata: recorded.metadata,
});

/**
 * Shows the history of an order.
 *
 * Gives `RevisionGap` and `OrderNotPlaced`.
 */
export const historyView =
  (orderId: OrderId) =>
  (events: HistoricEvents): E.Either<Refusal, HistoryView> =>
    pipe(
      E.Do,
      E.bind('entries', () => historyOf(events)),
      E.bind('ledger', () => ledgerOf(events)),
      E.map(({ entries, ledger }) => ({
        orderId,
        events: RA.zip(entries, events).map(([readable, event]) => ({
          readable,
          stored: storedEventView(event),
        })),
        ledger: ledger.entries,
      })),
    );

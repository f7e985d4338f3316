import type { OrderId, Timestamp } from '@facture/order';
import { historyOf, ledgerOf, type HistoryView, type StoredEventView } from '@facture/projections';
import type { Refusal } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';

import type { HistoricEvents } from './orderHistory';

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

import { OrderId, Timestamp } from '@facture/order';
import * as t from 'io-ts';

import { HistoryEntry } from './history';
import { LedgerEntry } from './ledger';

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

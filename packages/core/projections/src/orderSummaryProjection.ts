import { decodeEvent, type OrderEvent, type StoredEvent } from '@facture/order';
import * as E from 'fp-ts/Either';

import type { SequenceError } from './sequence';
import { applyToSummary, type OrderSummary } from './summary';

/** An event of one stream, as a store keeps it. */
export interface StoredEventAtRevision extends StoredEvent {
  readonly revision: number;
}

/** A fold of stored events into one row per stream, as a read model takes it. */
export interface StoredProjection<S> {
  readonly name: string;
  readonly version: number;
  readonly prefix: string;
  readonly apply: (row: S | undefined, stored: StoredEventAtRevision) => StoredFold<S>;
}

type StoredFold<S> =
  { readonly row: S; readonly keys: ReadonlyArray<string> } | { readonly quarantine: string };

const reasonOf = (error: SequenceError): string =>
  error.type === 'RevisionGap'
    ? `revision ${error.expected} is missing before ${error.actual}`
    : 'the history does not begin with OrderPlaced';

/** An order is found by the numbers of its invoices and returns. */
const keysOf = (event: OrderEvent): ReadonlyArray<string> =>
  event.type === 'InvoiceAdded' || event.type === 'ReturnInvoiced'
    ? [event.data.invoiceNumber]
    : [];

/**
 * Keeps an `OrderSummary` for each order, found by its invoice numbers: the projection that a read
 * model is opened with. What cannot be read, or does not follow, is a reason for quarantine.
 */
export const orderSummaryProjection: StoredProjection<OrderSummary> = {
  name: 'order-summary',
  version: 2,
  prefix: 'order-',
  apply: (row, stored) => {
    const decoded = decodeEvent(stored);
    if (E.isLeft(decoded)) return { quarantine: decoded.left.reason };
    const event = decoded.right;
    const summary = applyToSummary(row, { event, revision: stored.revision });
    return E.isLeft(summary)
      ? { quarantine: reasonOf(summary.left) }
      : { row: summary.right, keys: keysOf(event) };
  },
};

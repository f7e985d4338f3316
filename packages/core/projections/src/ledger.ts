import {
  AmountMinor,
  Currency,
  InvoiceNumber,
  OrderId,
  plus,
  Timestamp,
  ZERO,
} from '@facture/order';
import * as E from 'fp-ts/Either';
import { absurd, pipe } from 'fp-ts/function';
import * as t from 'io-ts';

import { Revision } from './revision';
import { inSequence, type EventAtRevision, type SequenceError } from './sequence';

const record = <P extends t.Props>(props: P, name: string) =>
  t.readonly(t.strict(props, name), name);

/**
 * What one document makes the payment gateway do: settle (capture) its value, or reimburse (give
 * back) it; and both sums from the first document to this one.
 */
export const LedgerEntry = record(
  {
    revision: Revision,
    occurredAt: Timestamp,
    invoiceNumber: InvoiceNumber,
    kind: t.keyof({ settle: null, reimburse: null }),
    amountMinor: AmountMinor,
    toSettleMinor: AmountMinor,
    toReimburseMinor: AmountMinor,
  },
  'LedgerEntry',
);
export type LedgerEntry = t.TypeOf<typeof LedgerEntry>;

/** What there is to settle and to reimburse for an order, in total and by each document, in JSON. */
export const OrderLedger = record(
  {
    orderId: OrderId,
    currency: Currency,
    toSettleMinor: AmountMinor,
    toReimburseMinor: AmountMinor,
    entries: t.readonlyArray(LedgerEntry),
  },
  'OrderLedger',
);
export type OrderLedger = t.TypeOf<typeof OrderLedger>;

/** What one event makes the payment gateway do, if anything. */
const movement = (
  event: EventAtRevision['event'],
): Pick<LedgerEntry, 'invoiceNumber' | 'occurredAt' | 'kind' | 'amountMinor'> | undefined => {
  switch (event.type) {
    case 'OrderPlaced':
    case 'TrackingUpdated':
      return undefined;
    case 'InvoiceAdded':
    case 'ReturnInvoiced': {
      const { invoiceNumber, occurredAt, valueMinor } = event.data;
      const kind = event.type === 'InvoiceAdded' ? 'settle' : 'reimburse';
      return { invoiceNumber, occurredAt, kind, amountMinor: valueMinor };
    }
    default:
      return absurd(event);
  }
};

/**
 * Keeps the settlement and reimbursement ledger of an order from its history.
 *
 * Gives `RevisionGap` and `OrderNotPlaced`.
 */
export const ledgerOf = (
  recorded: Iterable<EventAtRevision>,
): E.Either<SequenceError, OrderLedger> =>
  pipe(
    inSequence(recorded),
    E.map(({ placed, events }) => {
      const entries: Array<LedgerEntry> = [];
      let toSettleMinor = ZERO;
      let toReimburseMinor = ZERO;
      for (const { event, revision } of events) {
        const moved = movement(event);
        if (moved === undefined) continue;
        if (moved.kind === 'settle') toSettleMinor = plus(toSettleMinor, moved.amountMinor);
        else toReimburseMinor = plus(toReimburseMinor, moved.amountMinor);
        entries.push({ revision, ...moved, toSettleMinor, toReimburseMinor });
      }
      const { orderId, currency } = placed;
      return { orderId, currency, toSettleMinor, toReimburseMinor, entries };
    }),
  );

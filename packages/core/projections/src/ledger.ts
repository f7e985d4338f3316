import { AmountMinor, Currency, InvoiceNumber, OrderId, Timestamp } from '@facture/order';
import * as E from 'fp-ts/Either';
import { absurd, pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import * as t from 'io-ts';

import { Revision } from './revision';
import { inSequence, type EventAtRevision, type SequenceError } from './sequence';
import { runningSums, type Sums } from './standing';

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

const entryOf = (
  { event, revision }: EventAtRevision,
  { invoicedMinor, returnedMinor }: Sums,
): ReadonlyArray<LedgerEntry> => {
  switch (event.type) {
    case 'OrderPlaced':
    case 'TrackingUpdated':
      return [];
    case 'InvoiceAdded':
    case 'ReturnInvoiced':
      return [
        {
          revision,
          occurredAt: event.data.occurredAt,
          invoiceNumber: event.data.invoiceNumber,
          kind: event.type === 'InvoiceAdded' ? 'settle' : 'reimburse',
          amountMinor: event.data.valueMinor,
          toSettleMinor: invoicedMinor,
          toReimburseMinor: returnedMinor,
        },
      ];
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
    E.map((history) => {
      const { orderId, currency } = history.placed;
      const sums = runningSums(history);
      const { invoicedMinor, returnedMinor } = RNEA.last(sums);
      return {
        orderId,
        currency,
        toSettleMinor: invoicedMinor,
        toReimburseMinor: returnedMinor,
        entries: RA.zip(history.events, sums).flatMap(([one, after]) => entryOf(one, after)),
      };
    }),
  );

import {
  AmountMinor,
  minus,
  plus,
  ZERO,
  type OrderEvent,
  type OrderPlaced,
  type OrderStatus,
} from '@facture/order';
import { absurd, pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import * as t from 'io-ts';

import type { EventAtRevision, OrderHistory } from './sequence';

/** The three sums that all totals of an order come from. */
export interface Sums {
  readonly orderedMinor: AmountMinor;
  readonly invoicedMinor: AmountMinor;
  readonly returnedMinor: AmountMinor;
}

/** The sums of an order that was just placed. */
export const sumsAtPlacing = ({ valueMinor }: OrderPlaced): Sums => ({
  orderedMinor: valueMinor,
  invoicedMinor: ZERO,
  returnedMinor: ZERO,
});

/** Adds what an event invoices or returns. */
export const sumsAfter = (
  { orderedMinor, invoicedMinor, returnedMinor }: Sums,
  event: OrderEvent,
): Sums => {
  switch (event.type) {
    case 'OrderPlaced':
    case 'TrackingUpdated':
      return { orderedMinor, invoicedMinor, returnedMinor };
    case 'InvoiceAdded':
      return {
        orderedMinor,
        invoicedMinor: plus(invoicedMinor, event.data.valueMinor),
        returnedMinor,
      };
    case 'ReturnInvoiced':
      return {
        orderedMinor,
        invoicedMinor,
        returnedMinor: plus(returnedMinor, event.data.valueMinor),
      };
    default:
      return absurd(event);
  }
};

/** The sums after each event of a history. */
export const runningSums = ({
  placed,
  events,
}: OrderHistory<EventAtRevision>): RNEA.ReadonlyNonEmptyArray<Sums> =>
  pipe(
    RNEA.tail(events),
    RA.scanLeft(sumsAtPlacing(placed), (sums, { event }) => sumsAfter(sums, event)),
  );

/** The members of a standing, which totals have as well. */
export const standingProps = {
  status: t.keyof({ placed: null, 'partially-invoiced': null, invoiced: null }),
  orderedMinor: AmountMinor,
  invoicedMinor: AmountMinor,
  returnedMinor: AmountMinor,
  remainingMinor: AmountMinor,
  currentMinor: AmountMinor,
  toSettleMinor: AmountMinor,
  toReimburseMinor: AmountMinor,
};

/**
 * Where an order stands. `remainingMinor` is ordered − invoiced; `currentMinor` what the order is
 * worth now: its value until something is invoiced, then invoiced − returned; `toSettleMinor` and
 * `toReimburseMinor` what the payment gateway captures and gives back.
 */
export const OrderStanding = t.readonly(t.strict(standingProps), 'OrderStanding');
export type OrderStanding = t.TypeOf<typeof OrderStanding>;

const statusOfSums = ({ orderedMinor, invoicedMinor }: Sums): OrderStatus => {
  if (invoicedMinor === orderedMinor) return 'invoiced';
  return invoicedMinor === ZERO ? 'placed' : 'partially-invoiced';
};

/** Computes where an order with these sums stands. */
export const standingOf = (sums: Sums): OrderStanding => {
  const { orderedMinor, invoicedMinor, returnedMinor } = sums;
  const status = statusOfSums(sums);
  return {
    status,
    orderedMinor,
    invoicedMinor,
    returnedMinor,
    remainingMinor: minus(orderedMinor, invoicedMinor),
    currentMinor: status === 'placed' ? orderedMinor : minus(invoicedMinor, returnedMinor),
    toSettleMinor: invoicedMinor,
    toReimburseMinor: returnedMinor,
  };
};

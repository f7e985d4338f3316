import { Currency, OrderId, SellerId, Timestamp } from '@facture/order';
import * as t from 'io-ts';

import { Revision } from './revision';
import { standingOf, standingProps } from './standing';
import type { OrderSummary } from './summary';

/** An order in a list: where it stands. `updatedAt` is when its last event occurred. */
export const OrderEntry = t.readonly(
  t.strict({
    orderId: OrderId,
    sellerId: SellerId,
    currency: Currency,
    revision: Revision,
    updatedAt: Timestamp,
    ...standingProps,
  }),
  'OrderEntry',
);
export type OrderEntry = t.TypeOf<typeof OrderEntry>;

/** Orders, those that changed last first. */
export const OrderList = t.readonly(t.strict({ orders: t.readonlyArray(OrderEntry) }), 'OrderList');
export type OrderList = t.TypeOf<typeof OrderList>;

/** Shows summarised orders as a list. */
export const orderListOf = (summaries: ReadonlyArray<OrderSummary>): OrderList => ({
  orders: summaries.map((summary) => ({
    orderId: summary.orderId,
    sellerId: summary.sellerId,
    currency: summary.currency,
    revision: summary.revision,
    updatedAt: summary.updatedAt,
    ...standingOf(summary),
  })),
});

import type { OrderEvent, OrderId, Timestamp } from '@facture/order';

/** An event is missing: `expected` should have come next, `actual` came. Nothing was applied. */
export interface RevisionGap {
  readonly type: 'RevisionGap';
  readonly orderId: OrderId;
  readonly expected: number;
  readonly actual: number;
}

/** A history does not begin with the placing of an order: with another event, or with none. */
export interface OrderNotPlaced {
  readonly type: 'OrderNotPlaced';
  readonly firstEvent: OrderEvent['type'] | null;
}

/** A history has no such revision: its revisions are 0 to `last`. */
export interface NoSuchRevision {
  readonly type: 'NoSuchRevision';
  readonly orderId: OrderId;
  readonly revision: number;
  readonly last: number;
}

/** The moment lies before the order was placed. */
export interface OrderNotYetPlaced {
  readonly type: 'OrderNotYetPlaced';
  readonly orderId: OrderId;
  readonly at: Timestamp;
  readonly placedAt: Timestamp;
}

/** Why a history cannot be folded as asked. */
export type ProjectionError = RevisionGap | OrderNotPlaced | NoSuchRevision | OrderNotYetPlaced;

import type { OrderId } from '@facture/order';

import type { OrderAtHand } from './loadOrder';

/** The orders that commands came for of late. What others wrote since is not in them. */
export interface OrdersAtHand {
  readonly get: (orderId: OrderId) => OrderAtHand | undefined;
  /**
   * Keeps an order that has events, and lets go of those that were kept longest ago where all come to
   * too much.
   */
  readonly keep: (orderId: OrderId, order: OrderAtHand) => void;
}

/** Keeps orders at hand whose events come to so many characters in all. */
export const createOrdersAtHand = (most: number): OrdersAtHand => {
  const orders = new Map<OrderId, OrderAtHand>();
  let characters = 0;

  const letGo = (orderId: OrderId): void => {
    characters -= orders.get(orderId)?.characters ?? 0;
    orders.delete(orderId);
  };
  return {
    get: (orderId) => orders.get(orderId),
    keep: (orderId, order) => {
      if (order.loaded.revision === 'no-stream') return;
      letGo(orderId);
      orders.set(orderId, order);
      characters += order.characters;
      for (const oldest of orders.keys()) {
        if (characters <= most) break;
        letGo(oldest);
      }
    },
  };
};

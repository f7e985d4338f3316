import { OrderId } from '@facture/order';

import type { StreamName } from './eventStore';

/** How the names of all orders' streams start. */
export const ORDER_STREAM_PREFIX = 'order-';

/** Names the stream of an order. */
export const orderStream = (orderId: OrderId): StreamName => `${ORDER_STREAM_PREFIX}${orderId}`;

/**
 * Tells whose stream it is, undefined when it is no order's.
 *
 * @example
 * orderIdOfStream('order-1172452900788-01'); // => '1172452900788-01'
 * orderIdOfStream('cart-1'); // => undefined
 */
export const orderIdOfStream = (stream: StreamName): OrderId | undefined => {
  const orderId = stream.slice(ORDER_STREAM_PREFIX.length);
  return stream.startsWith(ORDER_STREAM_PREFIX) && OrderId.is(orderId) ? orderId : undefined;
};

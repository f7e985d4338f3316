import { StoreReadError } from '@facture/contract';
import type { OrderId } from '@facture/order';
import type { Refusal } from '@facture/vtex';

/** Turns what a reading threw into a refusal. */
export const readFailure =
  (orderId: OrderId) =>
  (thrown: unknown): Refusal =>
    thrown instanceof StoreReadError
      ? {
          type: thrown.type === 'Unavailable' ? 'StoreUnavailable' : 'StoreFailed',
          orderId,
          reason: thrown.reason,
        }
      : { type: 'StoreFailed', orderId, reason: String(thrown) };

import { StoreReadError } from '@facture/contract';
import type { OrderId } from '@facture/order';
import type { Refusal } from '@facture/vtex';

/** Turns what a reading threw into a refusal. */
export const readFailure =
  (orderId?: OrderId) =>
  (thrown: unknown): Refusal => {
    const of = orderId === undefined ? {} : { orderId };
    return thrown instanceof StoreReadError
      ? {
          type: thrown.type === 'Unavailable' ? 'StoreUnavailable' : 'StoreFailed',
          ...of,
          reason: thrown.reason,
        }
      : { type: 'StoreFailed', ...of, reason: String(thrown) };
  };

import { claimsOf, type OrderEvent, type OrderId } from '@facture/order';
import * as E from 'fp-ts/Either';

import type { ClaimApart, ClaimKey, EventStore } from './eventStore';
import { readOrderEvents } from './loadOrder';
import { orderIdOfStream } from './orderStream';

/** Whether an event stands on a claim, whatever the scope of numbers was when it was taken. */
const standsOn =
  (key: ClaimKey) =>
  (event: OrderEvent): boolean =>
    claimsOf('seller')([event]).includes(key) || claimsOf('account')([event]).includes(key);

/** Whether an order can be read to its end and has no event that stands on a claim. */
const isUnused = async (store: EventStore, orderId: OrderId, key: ClaimKey): Promise<boolean> => {
  for await (const read of readOrderEvents(store)(orderId))
    if (E.isLeft(read) || standsOn(key)(read.right.event)) return false;
  return true;
};

/**
 * Lists the claims of orders that no document stands on: what is left of processes that ended between
 * claim and append, and were never asked again. Releasing one frees the number for other orders.
 *
 * Left out are claims taken at or after `before`, whose append may still be on its way, and those of
 * orders that cannot be read.
 *
 * Throws `StoreReadError` when the store does.
 */
export const strayClaims = (store: EventStore) =>
  async function* ({ before }: { readonly before: Date }): AsyncGenerator<ClaimApart, undefined> {
    for await (const claim of store.claimsApart()) {
      const orderId = orderIdOfStream(claim.holder);
      if (orderId === undefined || Date.parse(claim.takenAt) >= before.getTime()) continue;
      if (await isUnused(store, orderId, claim.key)) yield claim;
    }
    return undefined;
  };

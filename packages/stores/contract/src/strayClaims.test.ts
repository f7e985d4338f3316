import { invoiceNumberClaim } from '@facture/order';
import { describe, expect, it } from '@jest/globals';

import { anEvent, appended, collect } from './conformance/given';
import type { ClaimApart, EventStore } from './eventStore';
import { orderStream } from './orderStream';
import { strayClaims } from './strayClaims';
import { invoicing, placing } from './testing/givenOrders';
import { handling, newStore, right } from './testing/handling';

const { orderId, sellerId } = placing();
const { invoiceNumber } = invoicing();

const claimApart = (change: Partial<ClaimApart> = {}): ClaimApart => ({
  key: 'k',
  holder: orderStream(orderId),
  takenAt: '2026-01-31T12:00:00.000Z',
  release: () => Promise.resolve({ type: 'Released' }),
  ...change,
});

/** Lists the stray ones of some claims, over a store with one invoiced order. */
const straysOf = async (...claims: ReadonlyArray<ClaimApart>) => {
  const store = newStore();
  await right(handling(store)(placing()));
  await right(handling(store)(invoicing()));
  await appended(store, 'order-broken', 'no-stream', [anEvent()]);
  const listing: EventStore = {
    ...store,
    claimsApart: async function* () {
      yield* await Promise.resolve(claims);
    },
  };
  return collect(strayClaims(listing)({ before: new Date('2026-01-31T13:00:00.000Z') }));
};

describe('a claim that was taken apart is stray', () => {
  it('if no document of its order stands on it, or there is no order', async () => {
    const [unused, unknown] = [claimApart(), claimApart({ holder: 'order-9' })];
    expect(await straysOf(unused, unknown)).toEqual([unused, unknown]);
  });

  it.each(['seller', 'account'] as const)(
    'not while a document stands on it, whatever the scope was: %s',
    async (scope) => {
      const key = invoiceNumberClaim(scope, sellerId, invoiceNumber) ?? '';
      expect(await straysOf(claimApart({ key }))).toEqual([]);
      const ofAnother = claimApart({ key, holder: 'order-9' });
      expect(await straysOf(ofAnother)).toEqual([ofAnother]);
    },
  );

  it('not while its append may be on its way', async () => {
    expect(await straysOf(claimApart({ takenAt: '2026-01-31T13:00:00.000Z' }))).toEqual([]);
  });

  it('not where its order cannot be read, and not where it is no order’s', async () => {
    const unreadable = claimApart({ holder: 'order-broken' });
    expect(await straysOf(unreadable, claimApart({ holder: 's-1' }))).toEqual([]);
  });
});

describe('a store that takes claims together with events', () => {
  it('has no stray claims', async () => {
    const store = newStore();
    await right(handling(store)(placing()));
    await right(handling(store)(invoicing()));
    expect(await collect(strayClaims(store)({ before: new Date(8.64e15) }))).toEqual([]);
  });
});

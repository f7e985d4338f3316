import { handleCommand, inMemoryStore } from '@facture/contract';
import {
  anyAcceptedStory,
  anyExactStory,
  anyOrderId,
  anySellerId,
  anyStory,
} from '@facture/order/arbitraries';
import type { Envelope } from '@facture/proofs';
import * as fc from 'fast-check';

import type { Chance } from './chance';

const MIN_ORDERS = 3;
const MAX_ORDERS = 7;

const anyStories = fc.uniqueArray(
  fc.tuple(anyOrderId(), anySellerId()).chain(([orderId, sellerId]) => {
    const options = { orderId: fc.constant(orderId), sellerId: fc.constant(sellerId) };
    return fc.oneof(anyStory(options), anyAcceptedStory(options), anyExactStory(options));
  }),
  {
    minLength: MIN_ORDERS,
    maxLength: MAX_ORDERS,
    selector: ({ commands: [placing] }) => placing?.orderId,
  },
);

/** Tells stories of some orders to a store, all at once, and reads what it keeps of them. */
export const writeHistory = async (
  seed: number,
  chance: Chance,
): Promise<ReadonlyArray<Envelope>> => {
  let ms = Date.parse('2026-01-31T12:00:00.000Z');
  const store = inMemoryStore({ now: () => new Date((ms += 1_000)) });
  const handle = handleCommand({
    store,
    scope: 'seller',
    sleep: () => Promise.resolve(),
    random: () => 0,
  });
  const waiting = fc
    .sample(anyStories, { seed, numRuns: 1, unbiased: true })
    .flat()
    .map(({ commands }) => [...commands]);
  for (let left = waiting; left.length > 0; left = left.filter(({ length }) => length > 0)) {
    const command = chance.pick(left).shift();
    // A command that is refused writes nothing.
    if (command !== undefined) await handle(command)();
  }
  const envelopes: Array<Envelope> = [];
  for await (const event of store.readAll({ prefix: 'order-' })) envelopes.push(event);
  return envelopes;
};

import type { OrderId } from '@facture/order';
import { anyStory } from '@facture/order/arbitraries';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { contentOf } from './conformance/given';
import type { EventStore } from './eventStore';
import { unknownOrder } from './loadOrder';
import { createOrdersAtHand } from './ordersAtHand';
import { orderStream } from './orderStream';
import { away, faultyStore } from './testing/faultyStore';
import { invoicing, placing, tracking } from './testing/givenOrders';
import { handling, newStore, right, RUNS, TIMEOUT_MS } from './testing/handling';

/** A store that counts how often a stream is read. */
const countingReads = (store: EventStore) => {
  const counted = { reads: 0 };
  const read: EventStore['read'] = (...asked) => {
    counted.reads += 1;
    return store.read(...asked);
  };
  return { counted, store: { ...store, read } };
};

/** What is outdated is no race that was lost: nobody waits before it is read on. */
const atOnce = { sleep: () => Promise.reject(new Error('it waits')) };

describe('an order at hand', () => {
  it('is not read again before an append', async () => {
    const { store, counted } = countingReads(newStore());
    const handle = handling(store);
    await right(handle(placing()));
    await right(handle(invoicing()));
    const tracked = await right(handle(tracking('by bicycle', 'bicycle')));
    expect(counted.reads).toBe(1);
    expect(await right(handling(store)(tracking('again', 'bicycle')))).toEqual({
      ...tracked,
      events: [],
    });
  });

  it('is read on before a command is refused, or found to be done already', async () => {
    const store = newStore();
    const [one, other] = [handling(store, atOnce), handling(store)];
    await right(one(placing()));
    await right(other(invoicing()));
    expect((await right(one(tracking('by bicycle', 'bicycle')))).revision).toBe(2);
    expect(await right(other(tracking('again', 'bicycle')))).toMatchObject({
      revision: 2,
      events: [],
    });
  });

  it('is read on when somebody else has written', async () => {
    const store = newStore();
    const handle = handling(store, atOnce);
    await right(handle(placing()));
    await right(handle(invoicing()));
    await right(handling(store)(tracking('by bicycle', 'bicycle')));
    expect((await right(handle(tracking('by train', 'train')))).revision).toBe(3);
  });

  it('is read on when its command is known to the store, with other content or at another place', async () => {
    const store = newStore();
    const [one, other] = [handling(store, atOnce), handling(store)];
    await right(one(placing()));
    const accepted = await right(other(invoicing()));
    const later = invoicing({ at: '2026-02-01T12:00:00.000Z' });
    expect(await right(one(later))).toEqual({ ...accepted, events: [] });
  });

  it('is read on when the number of its command turns out to be its own', async () => {
    const store = newStore();
    const { orderId } = placing();
    const before = () => right(handling(store)(invoicing({ commandId: 'first' })));
    const key = '["invoice-number","1","NFe-00001"]';
    const claimed = { type: 'ClaimTaken', key, holder: orderStream(orderId) } as const;
    const faults = [{ isDone: true }, { isDone: false, answer: claimed, before }];
    const handle = handling(faultyStore(store, faults), atOnce);
    await right(handle(placing()));
    expect(await right(handle(invoicing()))).toMatchObject({ revision: 1, events: [] });
  });

  it('is not read on when its store is away', async () => {
    const { store, counted } = countingReads(newStore());
    const handle = handling(faultyStore(store, [{ isDone: true }, away]));
    await right(handle(placing()));
    const { orderId } = placing();
    const refused = { type: 'StoreUnavailable', orderId, reason: 'away' };
    expect(await handle(invoicing())).toEqual(E.left(refused));
    expect(counted.reads).toBe(1);
  });

  it('is one that was read, whatever became of the command', async () => {
    const { store, counted } = countingReads(newStore());
    await right(handling(store)(placing()));
    counted.reads = 0;
    const handle = handling(store);
    expect((await right(handle(placing({ commandId: 'again' })))).events).toEqual([]);
    await right(handle(invoicing()));
    expect(counted.reads).toBe(1);
  });

  it('is let go when all that is at hand comes to too much', async () => {
    const { store, counted } = countingReads(newStore());
    const handle = handling(store, { charactersAtHand: 0 });
    await right(handle(placing()));
    await right(handle(invoicing()));
    expect(counted.reads).toBe(2);
  });
});

describe('orders at hand', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((orderId) => placing({ orderId }).orderId) as [
    OrderId,
    OrderId,
    OrderId,
  ];
  const ofSize = (characters: number) => ({
    loaded: { ...unknownOrder, revision: 0 },
    characters,
  });

  it('are those that were kept last', () => {
    const orders = createOrdersAtHand(10);
    orders.keep(a, ofSize(4));
    orders.keep(b, ofSize(4));
    orders.keep(a, ofSize(5));
    orders.keep(c, ofSize(5));
    expect([a, b, c].map((order) => orders.get(order)?.characters)).toEqual([5, undefined, 5]);
  });

  it('are none of more than all may have, and none that do not exist', () => {
    const orders = createOrdersAtHand(10);
    orders.keep(a, ofSize(11));
    orders.keep(b, { loaded: unknownOrder, characters: 0 });
    expect([a, b].map(orders.get)).toEqual([undefined, undefined]);
  });
});

it(
  'whoever has orders at hand answers as one who reads them for each command',
  async () => {
    const anyHands = fc.array(fc.nat({ max: 2 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(anyStory(), anyHands, async ({ commands }, hands) => {
        const [store, plain] = [newStore(), newStore()];
        const handlers = [0, 1, 2].map(() => handling(store));
        for (const [index, command] of commands.entries()) {
          const handle = handlers[hands[index % hands.length] ?? 0] ?? handling(store);
          const answer = await handle(command);
          expect(answer).toEqual(await handling(plain)(command));
          if (E.isRight(answer)) expect(answer.right.position).toBe(await store.head());
        }
        expect(await contentOf(store)).toEqual(await contentOf(plain));
      }),
      RUNS,
    );
  },
  TIMEOUT_MS,
);

import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { anEvent, appended, collect } from './conformance/given';
import { loadOrder, readOn, readOrderEvents, unknownOrder } from './loadOrder';
import { orderIdOfStream, orderStream } from './orderStream';
import { invoicing, placing, tracking } from './testing/givenOrders';
import { handling, newStore, right } from './testing/handling';

const { orderId } = placing();

const storeWithHistory = async () => {
  const store = newStore();
  for (const command of [placing(), invoicing(), tracking('c', 'by bicycle')])
    await right(handling(store)(command));
  return store;
};

describe('loading an order', () => {
  it('gives an unknown order when nothing is stored', async () => {
    expect(await loadOrder(newStore())(orderId)()).toEqual(E.right(unknownOrder));
  });

  it('folds it to its latest revision', async () => {
    const store = await storeWithHistory();
    expect(await right(loadOrder(store)(orderId)())).toMatchObject({
      state: { invoicedMinor: 9508 },
      revision: 2,
      position: await store.head(),
    });
  });

  it('goes on from what was loaded before', async () => {
    const store = await storeWithHistory();
    const before = await right(loadOrder(store)(orderId)());
    await right(handling(store)(tracking('d', 'by train')));
    let reads = 0;
    const counting = {
      ...store,
      read: (...args: Parameters<typeof store.read>) => {
        reads += args[1]?.from ?? 0;
        return store.read(...args);
      },
    };
    expect(await loadOrder(counting)(orderId, before)()).toEqual(await loadOrder(store)(orderId)());
    expect(reads).toBe(3);
  });

  it('counts the characters of the events that it reads', async () => {
    const store = await storeWithHistory();
    const stored = await collect(store.read(orderStream(orderId)));
    const { characters } = await right(
      readOn(store)(orderId, { loaded: unknownOrder, characters: 7 })(),
    );
    expect(characters).toBe(7 + stored.map(({ data }) => data).join('').length);
  });
});

describe('reading the events of an order', () => {
  it('gives them from any revision on, as stored and as they read', async () => {
    const store = await storeWithHistory();
    const stored = await collect(store.read(orderStream(orderId)));
    for (const from of [0, 1, 2, 3]) {
      const read = await collect(readOrderEvents(store)(orderId, from));
      expect(read.map((one) => E.isRight(one) && one.right.recorded)).toEqual(stored.slice(from));
      for (const one of read)
        if (E.isRight(one)) {
          const { event, revision, recorded } = one.right;
          expect(event.data).toEqual(JSON.parse(recorded.data));
          expect(revision).toBe(recorded.revision);
        }
    }
  });

  it('ends with the event that cannot be read', async () => {
    const store = await storeWithHistory();
    const { position } = await appended(store, orderStream(orderId), 2, [anEvent()]);
    await appended(store, orderStream(orderId), 3);
    const read = await collect(readOrderEvents(store)(orderId));
    expect(read).toHaveLength(4);
    const reason = 'event type is not known';
    const quarantined = {
      type: 'StreamQuarantined',
      stream: orderStream(orderId),
      revision: 3,
      position,
      reason,
    };
    expect(read.at(-1)).toEqual(E.left(quarantined));
    expect(await loadOrder(store)(orderId)()).toEqual(E.left(quarantined));
  });
});

describe('the name of a stream', () => {
  it('tells whose order it is', () => {
    expect(orderIdOfStream(orderStream(orderId))).toBe(orderId);
    for (const stream of ['order-', 'order', 'cart-1', ' order-1', 'order- 1'])
      expect(orderIdOfStream(stream)).toBeUndefined();
  });
});

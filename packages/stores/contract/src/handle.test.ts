import type { OrderId } from '@facture/order';
import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { validate, version } from 'uuid';

import { anEvent, collect } from './conformance/given';
import type { EventStore } from './eventStore';
import { eventId } from './eventId';
import { handleCommand } from './handle';
import { orderStream } from './orderStream';
import { faultyStore, type Fault } from './testing/faultyStore';
import { invoicing, placing, tracking } from './testing/givenOrders';
import { countOf, handling, newStore, placedWith, right } from './testing/handling';

describe('handling a command', () => {
  it('stores what was decided and tells the new state, revision and position', async () => {
    const store = newStore();
    await right(handling(store)(placing()));
    const handled = await right(handling(store)(invoicing()));
    const [, recorded] = await collect(store.read(orderStream(placing().orderId)));
    expect(handled.events.map(({ type }) => type)).toEqual(['InvoiceAdded']);
    expect(handled.revision).toBe(1);
    expect(handled.position).toBe(recorded?.position);
    expect(handled.state).toMatchObject({ invoicedMinor: 9508 });
    expect(recorded).toMatchObject({ type: 'InvoiceAdded', schemaVersion: 1, revision: 1 });
    expect(JSON.parse(recorded?.data ?? '')).toEqual(handled.events[0]?.data);
  });

  it('writes nothing when all is so already', async () => {
    const store = newStore();
    const first = await right(handling(store)(placing()));
    const again = await right(handling(store)(placing({ commandId: 'again' })));
    expect(again).toEqual({ ...first, events: [] });
    expect(await countOf(store)).toBe(1);
  });

  it('gives what the domain refuses, and writes nothing', async () => {
    const store = newStore();
    const { orderId } = invoicing();
    expect(await handling(store)(invoicing())).toEqual(E.left({ type: 'OrderNotFound', orderId }));
    expect(await countOf(store)).toBe(0);
  });

  it('names events by stream, command and place, and where they come from', async () => {
    const store = newStore();
    const stream = orderStream(placing().orderId);
    await right(handling(store)(placing()));
    const withTracking = invoicing({ tracking: tracking('', 'by bicycle').tracking });
    const { random, sleep } = { random: () => 0, sleep: () => Promise.resolve() };
    const handle = handleCommand({ store, scope: 'seller', random, sleep });
    await right(handle(withTracking, { correlationId: 'request 7' })());
    const events = await collect(store.read(stream));
    expect(events.map(({ id }) => id)).toEqual([
      eventId(stream, 'placing', 0),
      eventId(stream, 'invoicing', 0),
      eventId(stream, 'invoicing', 1),
    ]);
    for (const { id } of events) expect([validate(id), version(id)]).toEqual([true, 5]);
    expect(events.map(({ metadata }) => metadata)).toEqual([
      '{"$correlationId":"placing","$causationId":"placing"}',
      '{"$correlationId":"request 7","$causationId":"invoicing"}',
      '{"$correlationId":"request 7","$causationId":"invoicing"}',
    ]);
  });

  it('keeps the name of an event for ever', () => {
    expect(eventId('order-1', 'c', 0)).toBe('1583e4e0-7707-57ca-bac0-5670291fe5c3');
  });
});

describe('a lost race', () => {
  const another = (store: EventStore, courier: string) => () =>
    right(handling(store)(tracking(`by ${courier}`, courier)));

  it('is decided again on what the winner left', async () => {
    const store = newStore();
    await right(handling(store)(placing()));
    const winner = invoicing({ commandId: 'winner', invoiceNumber: 'NFe-2' });
    const faulty = faultyStore(store, [
      { isDone: true, before: () => right(handling(store)(winner)) },
    ]);
    expect(await handling(faulty)(invoicing())).toMatchObject(
      E.left({ type: 'InvoiceExceedsOrder', remaining: { amountMinor: 0 } }),
    );
    expect(await countOf(store)).toBe(2);
  });

  it('is run again until it is won, with growing random waits', async () => {
    const { store } = await placedWith();
    await right(handling(store)(invoicing()));
    const couriers = ['a', 'b', 'c', 'd'];
    const faulty = faultyStore(
      store,
      couriers.map((courier) => ({ isDone: true, before: another(store, courier) })),
    );
    const waits: Array<number> = [];
    const sleep = (ms: number) => Promise.resolve(void waits.push(ms));
    const retry = { attempts: 5, baseMs: 10, maxMs: 50 };
    await right(handling(faulty, { sleep, random: () => 0.5, retry })(tracking('mine', 'm')));
    expect(waits).toEqual([5, 10, 20, 25]);
    expect(await countOf(store)).toBe(7);
  });

  it('ends in a conflict when it is lost too often', async () => {
    const { store } = await placedWith();
    await right(handling(store)(invoicing()));
    const faulty = faultyStore(
      store,
      ['a', 'b', 'c'].map((courier) => ({ isDone: true, before: another(store, courier) })),
    );
    const command = tracking('mine', 'm');
    const retry = { attempts: 3, baseMs: 1, maxMs: 1 };
    expect(await handling(faulty, { retry })(command)).toEqual(
      E.left({ type: 'Conflict', orderId: command.orderId, attempts: 3 }),
    );
    expect(await countOf(store)).toBe(5);
  });
});

describe('a number that another order has', () => {
  const other = { orderId: 'other' };
  const twoOrders = async (change: Record<string, unknown> = {}) => {
    const store = newStore();
    await right(handling(store)(placing()));
    await right(handling(store)(placing({ ...other, ...change })));
    await right(handling(store)(invoicing()));
    return store;
  };
  const refusal = E.left({
    type: 'InvoiceNumberAlreadyUsed',
    orderId: 'other',
    invoiceNumber: 'NFe-00001',
    usedBy: '00-v5195004lux-01',
    differences: [],
  });

  it('is refused, naming that order', async () => {
    const store = await twoOrders();
    expect(await handling(store)(invoicing(other))).toEqual(refusal);
    expect(await countOf(store)).toBe(3);
  });

  it('is free to another seller, unless the scope is the account', async () => {
    const store = await twoOrders({ sellerId: '2' });
    await right(handling(store)(invoicing(other)));
    const accountWide = newStore();
    const handle = handling(accountWide, { scope: 'account' });
    await right(handle(placing()));
    await right(handle(placing({ ...other, sellerId: '2' })));
    await right(handle(invoicing()));
    expect(await handle(invoicing(other))).toEqual(refusal);
  });

  it('is free when the scope is the order', async () => {
    const store = await twoOrders();
    const handle = handling(store, { scope: 'order' });
    await right(handle(invoicing({ orderId: 'other' })));
  });

  const heldBy = (orderId: OrderId): Fault => ({
    isDone: false,
    answer: {
      type: 'ClaimTaken',
      key: '["invoice-number","1","NFe-2"]',
      holder: orderStream(orderId),
    },
  });
  const wanting = invoicing({ ...other, invoiceNumber: 'NFe-2' });

  it.each([placing(), placing({ orderId: 'never placed' })])(
    'is asked for again while $orderId holds it without a document, and is had once given back',
    async ({ orderId }) => {
      const faulty = faultyStore(await twoOrders(), [heldBy(orderId), heldBy(orderId)]);
      expect((await right(handling(faulty)(wanting))).revision).toBe(1);
    },
  );

  it('is refused in the end when the holder keeps it without a document', async () => {
    const store = await twoOrders();
    const { orderId: usedBy } = placing();
    const retry = { attempts: 3, baseMs: 1, maxMs: 1 };
    const held = Array.from({ length: 3 }, () => heldBy(usedBy));
    expect(await handling(faultyStore(store, held), { retry })(wanting)).toMatchObject(
      E.left({ type: 'InvoiceNumberAlreadyUsed', usedBy }),
    );
    expect(await countOf(store)).toBe(3);
  });

  it('is refused at once when the holder stands on it, or cannot be read', async () => {
    const store = await twoOrders();
    const broken = orderStream(placing({ orderId: 'broken' }).orderId);
    await store.append(broken, 'no-stream', [anEvent({ type: 'OrderForgotten' })])();
    const sleep = () => Promise.reject(new Error('it waits'));
    expect(await handling(store, { sleep })(invoicing(other))).toEqual(refusal);
    const { orderId: usedBy } = placing({ orderId: 'broken' });
    const faulty = faultyStore(store, [heldBy(usedBy)]);
    expect(await handling(faulty, { sleep })(wanting)).toMatchObject(
      E.left({ type: 'InvoiceNumberAlreadyUsed', usedBy }),
    );
  });

  it('is asked for again when its holder turns out to be the order itself', async () => {
    const store = await twoOrders();
    const again = invoicing({ commandId: 'again' });
    const faulty = faultyStore(store, [
      { ...heldBy(wanting.orderId), before: () => right(handling(store)(wanting)) },
    ]);
    const handled = await right(handling(faulty)({ ...wanting, commandId: again.commandId }));
    expect(handled).toMatchObject({ revision: 1, events: [] });
  });

  it('is a failure of the store when no order holds it', async () => {
    const { faulty } = await placedWith({
      isDone: false,
      answer: { type: 'ClaimTaken', key: 'k', holder: 'cart-1' },
    });
    const { orderId } = placing();
    expect(await handling(faulty)(invoicing())).toEqual(
      E.left({ type: 'StoreFailed', orderId, reason: 'cart-1 holds k' }),
    );
  });

  it('is a failure of the store when what is written has no number', async () => {
    const { orderId } = placing(other);
    const { faulty } = await placedWith(heldBy(placing().orderId));
    expect(await handling(faulty)(placing(other))).toEqual(
      E.left({
        type: 'StoreFailed',
        orderId,
        reason: 'order-00-v5195004lux-01 holds ["invoice-number","1","NFe-2"]',
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { collect } from './conformance/given';
import { StoreReadError, type EventStore } from './eventStore';
import { orderStream } from './orderStream';
import { away, full, lostAnswer } from './testing/faultyStore';
import { invoicing, placing } from './testing/givenOrders';
import { countOf, handling, newStore, placedWith, right } from './testing/handling';

describe('a lost answer', () => {
  it.each([[true], [false]])('is asked for again (done: %s)', async (isDone) => {
    const { store, faulty } = await placedWith(lostAnswer(isDone), lostAnswer(isDone));
    const handled = await right(handling(faulty)(invoicing()));
    expect(handled).toMatchObject({ revision: 1, position: await store.head() });
    expect(await countOf(store)).toBe(2);
  });

  it('is told as unknown when no answer comes', async () => {
    const faults = Array.from({ length: 3 }, () => lostAnswer(true));
    const { store, faulty } = await placedWith(...faults);
    const retry = { attempts: 3, baseMs: 1, maxMs: 1 };
    expect(await handling(faulty, { retry })(invoicing())).toMatchObject(
      E.left({ type: 'OutcomeUnknown' }),
    );
    const again = await right(handling(store)(invoicing({ commandId: 'again' })));
    expect(again.events).toEqual([]);
    expect(await countOf(store)).toBe(2);
  });

  it.each([away, full])('is not told as nothing done afterwards: $answer.type', async (later) => {
    const { faulty } = await placedWith(
      lostAnswer(true),
      ...Array.from({ length: 9 }, () => later),
    );
    expect(await handling(faulty)(invoicing())).toMatchObject(E.left({ type: 'OutcomeUnknown' }));
  });

  it('is decided again when another writer came in between', async () => {
    const { store, faulty } = await placedWith(lostAnswer(false), {
      isDone: true,
      before: () => right(handling(store)(invoicing({ commandId: 'w', invoiceNumber: 'W' }))),
    });
    expect(await handling(faulty)(invoicing())).toMatchObject(
      E.left({ type: 'InvoiceExceedsOrder' }),
    );
  });
});

describe('a store that fails', () => {
  const { orderId } = placing();

  it.each([
    { answer: { type: 'Unavailable', reason: 'away' } as const, error: 'StoreUnavailable' },
    { answer: { type: 'Fatal', reason: 'full' } as const, error: 'StoreFailed' },
  ])('is told when appending: $answer.type', async ({ answer, error }) => {
    const { store, faulty } = await placedWith({ isDone: false, answer });
    const { reason } = answer;
    expect(await handling(faulty)(invoicing())).toEqual(E.left({ type: error, orderId, reason }));
    expect(await countOf(store)).toBe(1);
  });

  it.each([
    { type: 'StoreUnavailable', reason: 'away', thrown: new StoreReadError('Unavailable', 'away') },
    { type: 'StoreFailed', reason: 'torn', thrown: new StoreReadError('Fatal', 'torn') },
    { type: 'StoreFailed', reason: 'TypeError: oops', thrown: new TypeError('oops') },
  ])('is told when reading: $reason', async ({ type, reason, thrown }) => {
    const store = newStore();
    // eslint-disable-next-line require-yield -- it fails before
    const read = async function* () {
      await Promise.reject(thrown);
    };
    expect(await handling({ ...store, read })(placing())).toEqual(
      E.left({ type, orderId, reason }),
    );
  });

  it('is told when it gives a stream with a gap', async () => {
    const store = newStore();
    await right(handling(store)(placing()));
    await right(handling(store)(invoicing()));
    const stream = orderStream(orderId);
    const [, second] = await collect(store.read(stream));
    const gapped: EventStore = { ...store, read: () => store.read(stream, { from: 1 }) };
    expect(await handling(gapped)(invoicing())).toEqual(
      E.left({
        type: 'StreamQuarantined',
        stream,
        revision: 1,
        position: second?.position,
        reason: 'revision 0 is missing before it',
      }),
    );
  });
});

describe('a command id that comes again', () => {
  it('is refused for another command', async () => {
    const { store } = await placedWith();
    const { orderId, commandId } = invoicing();
    const partial = { valueMinor: 4000, items: [] };
    await right(handling(store)(invoicing(partial)));
    expect(
      await handling(store)(invoicing({ ...partial, invoiceNumber: 'other', commandId })),
    ).toEqual(E.left({ type: 'CommandIdReused', orderId, commandId }));
    expect(await countOf(store)).toBe(2);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { left } from 'fp-ts/Either';

import type { InvoiceNotification } from './documents';
import { ok, orderOf, saleOf } from './testing/documents';
import { startRealService, type RealService } from './testing/realService';
import { stores, type TestStore } from './testing/stores';

describe.each(stores)('the client of the service on %s', (_name, startStore) => {
  let store: TestStore;
  let service: RealService;
  let client: ReturnType<RealService['client']>;
  beforeAll(async () => {
    store = await startStore();
    service = await startRealService({ args: store.args });
    client = service.client();
  });
  afterAll(async () => {
    await service.remove();
    await store.stop();
  });

  it('places an order, notifies its invoice, and reads what became of it', async () => {
    const placed = ok(await client.place(orderOf('o-1', 4)));
    expect(placed).toMatchObject({ orderId: 'o-1', warnings: [] });
    const preview = ok(await client.preview('o-1', saleOf('N-1', 3)));
    expect(preview).toMatchObject({ accepted: true, invoiceValue: 300, remaining: 100 });
    const sold = ok(await client.notify('o-1', saleOf('N-1', 3)));
    expect(sold.receipt).not.toBe(placed.receipt);
    const returned = { ...saleOf('N-2', 1), type: 'Input' } as const;
    ok(await client.notify('o-1', returned));

    expect(ok(await client.totals('o-1'))).toMatchObject({
      revision: 2,
      status: 'partially-invoiced',
      currentMinor: 200,
    });
    expect(ok(await client.totals('o-1', { revision: 1 }))).toMatchObject({ currentMinor: 300 });
    expect(ok(await client.totals('o-1', { at: '2999-01-01' }))).toMatchObject({ revision: 2 });
    expect(ok(await client.order('o-1')).packageAttachment.packages).toHaveLength(2);
    const history = ok(await client.history('o-1'));
    expect(history.events.map(({ stored }) => stored.type)).toEqual([
      'OrderPlaced',
      'InvoiceAdded',
      'ReturnInvoiced',
    ]);
    expect(history.ledger).toHaveLength(2);
    expect(ok(await client.health())).toEqual({ status: 'ready' });
  });

  it.each(['A/1', 'a#b', 'two words', '100%', '%2F', '?q=1&r', '{invoiceNumber}', '請求書', '🧾'])(
    'invoices, tracks and delivers the number %s of an order of that name',
    async (name) => {
      ok(await client.place(orderOf(name)));
      const sold = ok(await client.notify(name, saleOf(name)));
      const tracked = ok(
        await client.track(name, name, { trackingNumber: 'T-1', courier: 'Correios' }),
      );
      const delivered = ok(await client.deliver(name, name, { isDelivered: true }));
      expect([tracked.receipt, delivered.receipt]).toEqual([sold.receipt, sold.receipt]);
      const [parcel] = ok(await client.order(name)).packageAttachment.packages;
      expect(parcel).toMatchObject({
        invoiceNumber: name,
        courier: 'Correios',
        trackingNumber: 'T-1',
        courierStatus: { finished: true },
      });
      expect(ok(await client.totals(name)).orderId).toBe(name);
    },
  );

  it('has no field that the service does not know', async () => {
    const everything: Required<InvoiceNotification> = {
      ...saleOf('N-3'),
      items: [{ id: 'sku-1', quantity: 1, price: 100, description: 'a thing', itemIndex: 0 }],
      courier: 'Correios',
      trackingNumber: 'T-1',
      trackingUrl: 'https://example.com/T-1',
      dispatchedDate: '2026-02-01',
      invoiceKey: 'key',
      invoiceUrl: 'https://example.com/N-3',
      embeddedInvoice: '<nfe/>',
    };
    expect(ok(await client.notify('o-1', everything)).warnings).toEqual([]);
    const more = { ...everything, colour: 'blue' };
    expect(ok(await client.notify('o-1', more)).warnings).toEqual(['UnknownField colour']);
  });

  it('reads what it wrote, and finds it by its number', async () => {
    for (let sale = 0; sale < 20; sale += 1) {
      const invoiceNumber = `R/${sale} é`;
      const orderId = `read-${sale}`;
      ok(await client.place(orderOf(orderId)));
      const { position } = ok(await client.notify(orderId, saleOf(invoiceNumber)));
      const totals = ok(await client.totals(orderId, { notBefore: position }));
      expect(totals).toMatchObject({ revision: 1, position });
      const found = ok(await client.orders({ invoiceNumber, notBefore: position }));
      expect(found).toMatchObject({ orders: [{ orderId, revision: 1 }], position });
      const recent = ok(await client.orders({ limit: 1, notBefore: position }));
      expect(recent.orders.map((order) => order.orderId)).toEqual([orderId]);
    }
  });

  it('says when the service has not come so far', async () => {
    const { position = 0n } = ok(await client.totals('o-1'));
    const impatient = service.client({ retry: { attempts: 1 } });
    expect(await impatient.orders({ notBefore: position + 1_000n })).toMatchObject(
      left({ type: 'Unavailable', retryAfterMs: 1_000 }),
    );
  });

  it('tells a refusal with the facts behind it', async () => {
    expect(await client.notify('o-1', saleOf('N-9', 2))).toMatchObject(
      left({
        type: 'Refused',
        status: 422,
        code: 'InvoiceExceedsOrder',
        members: { orderId: 'o-1', attempted: { amountMinor: 200, currency: 'BRL' } },
      }),
    );
    expect(await client.notify('o-1', saleOf('N-1', 2))).toMatchObject(
      left({
        type: 'Refused',
        status: 409,
        code: 'InvoiceNumberAlreadyUsed',
        fields: expect.arrayContaining([
          expect.objectContaining({ field: 'invoiceValue', accepted: 300, attempted: 200 }),
        ]),
      }),
    );
    expect(await client.totals('nowhere')).toMatchObject(
      left({ type: 'Refused', status: 404, code: 'OrderNotFound' }),
    );
    expect(await service.client({ token: 'wrong' }).totals('o-1')).toMatchObject(
      left({ type: 'Refused', status: 401, code: 'NoValidKey' }),
    );
  });
});

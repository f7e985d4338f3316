import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { exampleNotification, exampleOrder } from './examples';
import { clientOf, refusalIn } from './testing/client';
import { item, notification, orderDocument } from './testing/documents';
import { startTestService, type TestService } from './testing/testService';

const acceptance = (orderId: string) => ({
  date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+[+-]\d{2}:\d{2}$/) as unknown,
  orderId,
  receipt: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
});

describe('the routes', () => {
  let service: TestService;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    service = await startTestService();
    client = clientOf(service);
  });
  afterAll(() => service.close());

  const unchangedBy = async <A>(act: () => Promise<A>): Promise<A> => {
    const before = await service.countEvents();
    const result = await act();
    expect(await service.countEvents()).toBe(before);
    return result;
  };

  describe('POST /api/orders', () => {
    it('places an order; the same order again answers the same and writes nothing', async () => {
      const placed = await client.place(exampleOrder);
      expect(placed).toEqual(acceptance(exampleOrder.orderId));
      expect(await unchangedBy(() => client.place(exampleOrder))).toEqual(placed);
    });

    it('another content under the same id: refused with the differing fields', async () => {
      const answer = await unchangedBy(() =>
        service.send('POST', '/api/orders', {
          body: {
            ...exampleOrder,
            value: 9509,
            totals: [{ id: 'Shipping', value: 506 }],
          },
        }),
      );
      expect(refusalIn(answer)).toMatchObject({ status: 409, code: 'OrderAlreadyPlaced' });
      expect(refusalIn(answer).fields).toContain('value');
    });

    it('takes what the platform tells of an order, and ignores what it does not need', async () => {
      await client.place({
        orderId: 'platform-01',
        sequence: '502556',
        marketplaceOrderId: '',
        value: 1160,
        status: 'handling',
        totals: [
          { id: 'Items', name: 'Total dos Itens', value: 1190 },
          { id: 'Discounts', name: 'Total dos Descontos', value: -119 },
          { id: 'Shipping', name: 'Total do Frete', value: 89 },
          { id: 'Tax', name: 'Total da Taxa', value: 0 },
        ],
        items: [
          {
            uniqueId: '87F0945396994B349158C7D9C9941442',
            id: '1234568',
            productId: '9429485',
            ean: null,
            quantity: 2,
            seller: '1',
            name: 'Bay Max L',
            price: 595,
            sellingPrice: 595,
            unitMultiplier: 1,
            priceDefinition: { total: 1190, sellingPrices: [{ value: 595, quantity: 2 }] },
          },
        ],
        sellers: [{ id: '1', name: 'Loja do Suporte' }],
        clientProfileData: { firstName: 'J.', document: '11047867702' },
        storePreferencesData: { currencyCode: 'BRL', currencySymbol: 'R$' },
      });
      const { events } = await client.history('platform-01');
      expect(events[0]?.stored.data).not.toContain('11047867702');
      expect(await client.totals('platform-01')).toMatchObject({ orderedMinor: 1160 });
    });

    const wrong: ReadonlyArray<readonly [string, object, number, string, ReadonlyArray<string>]> = [
      ['no orderId', { ...exampleOrder, orderId: null }, 400, 'InvalidDocument', ['orderId']],
      ['no items', { ...exampleOrder, items: [] }, 400, 'InvalidDocument', ['items']],
      [
        'no currency',
        { ...exampleOrder, storePreferencesData: {} },
        400,
        'InvalidDocument',
        ['storePreferencesData.currencyCode'],
      ],
      [
        'a value of cents and a half',
        { ...exampleOrder, value: 0.5 },
        400,
        'InvalidDocument',
        ['value'],
      ],
      [
        'two sellers',
        {
          ...exampleOrder,
          items: [
            { id: 'a', quantity: 1, price: 1, seller: 'x' },
            { id: 'b', quantity: 1, price: 1, seller: 'y' },
          ],
        },
        400,
        'InvalidDocument',
        ['items[1].seller'],
      ],
      [
        'a value that is not the sum',
        { ...exampleOrder, orderId: 'sum-01', value: 9507 },
        422,
        'OrderDoesNotAddUp',
        [],
      ],
    ];
    it.each(wrong)('%s: refused, nothing written', async (_, body, status, code, fields) => {
      const answer = await unchangedBy(() => service.send('POST', '/api/orders', { body }));
      expect(refusalIn(answer)).toEqual({ status, code, fields });
    });
  });

  it('POST …/{orderId}/invoice answers date with an explicit offset, orderId and receipt', async () => {
    const accepted = await client.accept(exampleOrder.orderId, exampleNotification);
    expect(accepted).toEqual(acceptance(exampleOrder.orderId));
  });

  describe('POST …/invoice/preview', () => {
    beforeAll(() =>
      client.place(
        orderDocument('preview-01', {
          seller: 'preview',
          lines: [{ id: 'sku-1', quantity: 3, price: 100 }],
          shipping: 10,
        }),
      ),
    );

    it('tells the exact value and what would be, and writes nothing', async () => {
      const preview = await unchangedBy(() =>
        client.preview('preview-01', { type: 'Output', items: [item('sku-1', 2, 100)] }),
      );
      expect(preview).toEqual({
        orderId: 'preview-01',
        accepted: true,
        refusal: null,
        invoiceValue: 207,
        status: 'partially-invoiced',
        remaining: 103,
        items: [{ itemIndex: 0, id: 'sku-1', leftToInvoice: 1, leftToReturn: 2 }],
      });
    });

    it('tells the refusal', async () => {
      const preview = await unchangedBy(() =>
        client.preview('preview-01', {
          type: 'output',
          items: [item('sku-1', 2, 100)],
          invoiceValue: 311,
        }),
      );
      expect(preview).toMatchObject({
        accepted: false,
        refusal: { code: 'InvoiceExceedsOrder' },
        invoiceValue: 207,
        status: 'placed',
        remaining: 310,
      });
    });

    it('needs type and items, and an order', async () => {
      const empty = await service.send('POST', '/api/orders/preview-01/invoice/preview', {
        body: {},
      });
      expect(refusalIn(empty)).toEqual({
        status: 400,
        code: 'InvalidDocument',
        fields: ['type', 'items'],
      });
      const nowhere = await service.send('POST', '/api/orders/nowhere/invoice/preview', {
        body: { type: 'Input', items: [] },
      });
      expect(refusalIn(nowhere).code).toBe('OrderNotFound');
    });
  });

  describe('tracking and delivery', () => {
    const path = '/api/oms/pvt/orders/tracked-01/invoice/T%2F1';
    let first: unknown;
    beforeAll(async () => {
      await client.place(orderDocument('tracked-01', { seller: 'tracked' }));
      first = await client.accept('tracked-01', notification('T/1'));
    });
    const packageOf = async () => (await client.order('tracked-01')).packageAttachment.packages[0];

    it('PATCH …/invoice/{invoiceNumber} tells the tracking, with the same response', async () => {
      const body = {
        trackingNumber: 'T1',
        trackingUrl: 'https://carrier.test/T1',
        courier: 'Correios',
        dispatchedDate: null,
      };
      expect((await service.send('PATCH', path, { body })).body).toEqual(first);
      expect(await packageOf()).toMatchObject({
        trackingNumber: 'T1',
        trackingUrl: 'https://carrier.test/T1',
        courier: 'Correios',
      });
    });

    it('POST …/invoice/{invoiceNumber} does the same', async () => {
      const body = { trackingNumber: 'T2', dispatchedDate: '2022-10-01' };
      expect((await service.send('POST', path, { body })).body).toEqual(first);
      expect(await packageOf()).toMatchObject({ trackingNumber: 'T2', courier: 'Correios' });
    });

    it('trackingNumber is required', async () => {
      for (const method of ['PATCH', 'POST']) {
        const answer = await service.send(method, path, { body: { courier: 'Correios' } });
        expect(refusalIn(answer)).toEqual({
          status: 400,
          code: 'InvalidDocument',
          fields: ['trackingNumber'],
        });
      }
    });

    it('PUT …/tracking tells the delivery; events already known are dropped', async () => {
      const events = [
        { city: 'Rio', state: 'RJ', description: 'Posted', date: '2022-10-01 10:00' },
      ];
      const body = { isDelivered: false, events };
      expect((await service.send('PUT', `${path}/tracking`, { body })).body).toEqual(first);
      const before = await service.countEvents();
      await service.send('PUT', `${path}/tracking`, { body: { events } });
      expect(await service.countEvents()).toBe(before);
      expect((await packageOf())?.courierStatus).toMatchObject({
        finished: false,
        data: [{ city: 'Rio' }],
      });
    });

    it('POST …/tracking does the same, also with isDelivered absent', async () => {
      const delivered = { isDelivered: true, deliveredDate: '2022-10-02 21:15' };
      expect((await service.send('POST', `${path}/tracking`, { body: {} })).body).toEqual(first);
      expect((await service.send('POST', `${path}/tracking`, { body: delivered })).body).toEqual(
        first,
      );
      expect((await packageOf())?.courierStatus).toMatchObject({
        finished: true,
        deliveredDate: expect.stringMatching(/^2022-10-02T21:15/),
      });
    });
  });

  it('GET /api/oms/pvt/orders/{orderId} tells the order with a package for each document', async () => {
    await client.place(orderDocument('viewed-01', { seller: 'viewed', shipping: 100 }));
    await client.accept('viewed-01', notification('V1', { invoiceValue: 1050 }));
    await client.accept('viewed-01', notification('V2', { type: 'Input' }));
    const view = await client.order('viewed-01');
    expect(view).toMatchObject({
      orderId: 'viewed-01',
      status: 'partially-invoiced',
      value: 2100,
      currentTotal: 50,
      totals: [
        { id: 'Items', value: 2000 },
        { id: 'Shipping', value: 100 },
      ],
      items: [{ id: 'sku-1', quantity: 2, price: 1000 }],
      packageAttachment: {
        packages: [
          { type: 'Output', invoiceNumber: 'V1', invoiceValue: 1050, extra: 50 },
          { type: 'Input', invoiceNumber: 'V2', invoiceValue: 1000, extra: 0 },
        ],
      },
    });
    expect(view.invoicedDate).not.toBeNull();
  });

  describe('GET …/totals', () => {
    const moments: Array<string> = [];
    const revisions: Array<unknown> = [];
    beforeAll(async () => {
      const note = async () => {
        revisions.push(await client.totals('travelled-01'));
        await wait(3);
        moments.push(new Date().toISOString());
        await wait(3);
      };
      await client.place(orderDocument('travelled-01', { seller: 'travelled' }));
      await note();
      await client.accept('travelled-01', notification('TT1'));
      await note();
      await client.accept('travelled-01', notification('TT2', { type: 'Input' }));
      await note();
    });

    it('is right after each write', () => {
      expect(revisions).toMatchObject([
        { revision: 0, currentMinor: 2000 },
        { revision: 1, currentMinor: 1000, toSettleMinor: 1000 },
        { revision: 2, currentMinor: 0, toReimburseMinor: 1000 },
      ]);
    });

    it('?revision= tells any past revision', async () => {
      for (const [revision, totals] of revisions.entries())
        expect(await client.totals('travelled-01', `?revision=${revision}`)).toEqual(totals);
    });

    it('?at= tells any past moment, in any zone', async () => {
      for (const [index, moment] of moments.entries()) {
        expect(await client.totals('travelled-01', `?at=${moment}`)).toEqual(revisions[index]);
        const zoned = moment.replace('Z', '%2B00:00');
        expect(await client.totals('travelled-01', `?at=${zoned}`)).toEqual(revisions[index]);
      }
    });

    const path = '/api/orders/travelled-01/totals';
    const wrong: ReadonlyArray<readonly [string, number, string, ReadonlyArray<string>]> = [
      ['?revision=3', 404, 'NoSuchRevision', []],
      ['?revision=-1', 400, 'InvalidDocument', ['revision']],
      ['?revision=1.5', 400, 'InvalidDocument', ['revision']],
      ['?revision=', 400, 'InvalidDocument', ['revision']],
      ['?revision=1&revision=2', 400, 'InvalidDocument', ['revision']],
      ['?at=yesterday', 400, 'InvalidDocument', ['at']],
      ['?at=2022-02-30', 400, 'InvalidDocument', ['at']],
      ['?at=1999-01-01', 404, 'OrderNotYetPlaced', []],
      ['?at=1999-01-01&revision=1', 400, 'MalformedRequest', []],
    ];
    it.each(wrong)('%s is refused', async (query, status, code, fields) => {
      expect(refusalIn(await service.send('GET', path + query))).toEqual({ status, code, fields });
    });
  });

  it('GET …/history tells the events, readable and as stored, and the ledger', async () => {
    const { events, ledger } = await client.history('travelled-01');
    expect(events.map(({ readable, stored }) => [readable.revision, stored.type])).toEqual([
      [0, 'OrderPlaced'],
      [1, 'InvoiceAdded'],
      [2, 'ReturnInvoiced'],
    ]);
    for (const { readable, stored } of events) {
      expect(readable.sentence).toMatch(/travelled-01|TT1|TT2/);
      expect(BigInt(stored.position)).toBeGreaterThan(0n);
      expect(new Date(stored.recordedAt).toISOString()).toBe(stored.recordedAt);
      expect(JSON.parse(stored.data)).toMatchObject({ orderId: 'travelled-01' });
    }
    expect(ledger).toMatchObject([
      { kind: 'settle', amountMinor: 1000, toSettleMinor: 1000 },
      { kind: 'reimburse', amountMinor: 1000, toReimburseMinor: 1000 },
    ]);
  });

  it.each([
    ['GET', '/api/oms/pvt/orders/nowhere'],
    ['GET', '/api/orders/nowhere/totals'],
    ['GET', '/api/orders/nowhere/totals?revision=0'],
    ['GET', '/api/orders/nowhere/history'],
  ])('%s %s: 404 OrderNotFound', async (method, path) => {
    expect(refusalIn(await service.send(method, path))).toMatchObject({
      status: 404,
      code: 'OrderNotFound',
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { exampleNotification, exampleOrder } from './openapi/examples';
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

  it('POST …/{orderId}/invoice answers date with an explicit offset, orderId and receipt', async () => {
    await client.place(exampleOrder);
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

  it('GET …/history tells the events, readable and as stored, and the ledger', async () => {
    await client.place(orderDocument('travelled-01', { seller: 'travelled' }));
    await client.accept('travelled-01', notification('TT1'));
    await client.accept('travelled-01', notification('TT2', { type: 'Input' }));
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

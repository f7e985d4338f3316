import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { clientOf, refusalIn } from './testing/client';
import { item, notification, orderDocument } from './testing/documents';
import { startTestService, type TestService } from './testing/testService';

describe('what a notification does', () => {
  let service: TestService;
  let client: ReturnType<typeof clientOf>;
  let orderId = '';
  let orders = 0;

  beforeAll(async () => {
    service = await startTestService();
    client = clientOf(service);
  });
  afterAll(() => service.close());
  // Each test has a seller of its own, as numbers are unique for a seller.
  beforeEach(async () => {
    orders += 1;
    orderId = `order-${orders}`;
    await client.place(orderDocument(orderId, { seller: `seller-${orders}` }));
  });

  const unchangedBy = async <A>(act: () => Promise<A>): Promise<A> => {
    const before = await service.countEvents();
    const result = await act();
    expect(await service.countEvents()).toBe(before);
    return result;
  };

  it('no such order: refused OrderNotFound', async () => {
    const answer = await unchangedBy(() => client.notify('nowhere', notification('N1')));
    expect(refusalIn(answer)).toMatchObject({ status: 404, code: 'OrderNotFound' });
    expect(answer.text).toContain('nowhere');
  });

  it('Output, unused number, value ≤ remaining: InvoiceAdded', async () => {
    const accepted = await client.accept(orderId, notification('N1'));
    expect(accepted).toEqual({
      date: expect.stringMatching(/[+-]\d{2}:\d{2}$/),
      orderId,
      receipt: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(await client.types(orderId)).toEqual(['OrderPlaced', 'InvoiceAdded']);
    expect(await client.totals(orderId)).toMatchObject({
      status: 'partially-invoiced',
      invoicedMinor: 1000,
      remainingMinor: 1000,
      currentMinor: 1000,
      toSettleMinor: 1000,
    });
  });

  it('Output with tracking: InvoiceAdded and TrackingUpdated', async () => {
    await client.accept(orderId, notification('N1', { courier: 'Correios', trackingNumber: 'T1' }));
    expect(await client.types(orderId)).toEqual(['OrderPlaced', 'InvoiceAdded', 'TrackingUpdated']);
    const { packageAttachment } = await client.order(orderId);
    expect(packageAttachment.packages).toMatchObject([
      { invoiceNumber: 'N1', courier: 'Correios', trackingNumber: 'T1' },
    ]);
  });

  it('Output, value > remaining: refused InvoiceExceedsOrder with remaining and attempted', async () => {
    const answer = await unchangedBy(() =>
      client.notify(orderId, notification('N1', { invoiceValue: 2001 })),
    );
    expect(refusalIn(answer)).toMatchObject({ status: 422, code: 'InvoiceExceedsOrder' });
    expect(answer.text).toContain('2000');
    expect(answer.text).toContain('2001');
  });

  it('Input within what was invoiced: ReturnInvoiced, reimbursed by its value', async () => {
    await client.accept(orderId, notification('N1'));
    await client.accept(orderId, notification('R1', { type: 'Input' }));
    expect(await client.types(orderId)).toEqual(['OrderPlaced', 'InvoiceAdded', 'ReturnInvoiced']);
    expect(await client.totals(orderId)).toMatchObject({
      returnedMinor: 1000,
      toReimburseMinor: 1000,
      currentMinor: 0,
      remainingMinor: 1000,
    });
  });

  it('Input beyond what was invoiced: refused with what may still be returned', async () => {
    await client.accept(orderId, notification('N1'));
    const value = await unchangedBy(() =>
      client.notify(orderId, notification('R1', { type: 'Input', invoiceValue: 1001 })),
    );
    expect(refusalIn(value)).toMatchObject({ status: 422, code: 'ReturnExceedsInvoiced' });
    expect(value.text).toContain('(1000)');
    const units = await unchangedBy(() =>
      client.notify(
        orderId,
        notification('R1', { type: 'Input', invoiceValue: 500, items: [item('sku-1', 2)] }),
      ),
    );
    expect(refusalIn(units)).toMatchObject({ status: 422, code: 'ReturnQuantityExceedsInvoiced' });
    expect(units.text).toContain('only 1');
  });

  it('the number again with the same content: the first receipt and date, nothing written', async () => {
    const first = await client.accept(orderId, notification('N1'));
    const again = await unchangedBy(() =>
      client.accept(
        orderId,
        notification(' N1 ', { type: 'OUTPUT', invoiceValue: '1000', courier: null }),
      ),
    );
    expect(again).toEqual(first);
  });

  it('the same content but for tracking: TrackingUpdated, the first receipt', async () => {
    const first = await client.accept(orderId, notification('N1'));
    const tracked = await client.accept(orderId, notification('N1', { trackingNumber: 'T1' }));
    expect(tracked).toEqual(first);
    expect(await client.types(orderId)).toEqual(['OrderPlaced', 'InvoiceAdded', 'TrackingUpdated']);
    const again = await unchangedBy(() =>
      client.accept(orderId, notification('N1', { trackingNumber: 'T1' })),
    );
    expect(again).toEqual(first);
  });

  it('the number again with other content: refused, naming each differing field with both values', async () => {
    await client.accept(orderId, notification('N1'));
    const answer = await unchangedBy(() =>
      client.notify(orderId, notification('N1', { invoiceValue: 900, issuanceDate: '2022-02-02' })),
    );
    expect(refusalIn(answer)).toEqual({
      status: 409,
      code: 'InvoiceNumberAlreadyUsed',
      fields: expect.arrayContaining(['invoiceValue', 'issuanceDate']),
    });
    expect(answer.body).toMatchObject({
      fields: expect.arrayContaining([{ field: 'invoiceValue', accepted: 1000, attempted: 900 }]),
    });
  });

  it('the number on another order of the same seller: refused, naming the order', async () => {
    await client.accept(orderId, notification('N1'));
    await client.place(orderDocument(`${orderId}-other`, { seller: `seller-${orders}` }));
    const answer = await unchangedBy(() => client.notify(`${orderId}-other`, notification('N1')));
    expect(refusalIn(answer)).toMatchObject({ status: 409, code: 'InvoiceNumberAlreadyUsed' });
    expect(answer.text).toContain(orderId);
    const preview = await client.preview(`${orderId}-other`, notification('N1'));
    expect(preview).toMatchObject({
      accepted: false,
      refusal: { code: 'InvoiceNumberAlreadyUsed' },
    });
  });

  it('an item on no line: refused UnknownItem, listing the ids there are', async () => {
    const answer = await unchangedBy(() =>
      client.notify(orderId, notification('N1', { items: [item('product-7', 1)] })),
    );
    expect(refusalIn(answer)).toMatchObject({ status: 422, code: 'UnknownItem' });
    expect(answer.text).toContain('sku-1');
  });

  it('more of a line than is left: refused QuantityExceedsLine with what is left', async () => {
    await client.accept(orderId, notification('N1'));
    const answer = await unchangedBy(() =>
      client.notify(orderId, notification('N2', { items: [item('sku-1', 2)] })),
    );
    expect(refusalIn(answer)).toMatchObject({ status: 422, code: 'QuantityExceedsLine' });
    expect(answer.text).toContain('only 1');
  });

  it.each([
    ['missing', undefined],
    ['empty', []],
    ['null', null],
  ])('items %s: a value-only document, which changes no line', async (_, items) => {
    await client.accept(orderId, notification('N1', { items, invoiceValue: 700 }));
    const totals = await client.totals(orderId);
    expect(totals).toMatchObject({ invoicedMinor: 700, remainingMinor: 1300 });
    expect(totals.lines).toMatchObject([{ invoiced: { units: 0 }, leftToInvoice: 2 }]);
    const { packageAttachment } = await client.order(orderId);
    expect(packageAttachment.packages).toMatchObject([
      { extra: 700, EnableInferItems: true, items: [{ inferred: true, amount: 700 }] },
    ]);
  });

  it('tracking for an unknown invoice: refused InvoiceNotFound', async () => {
    const tracked = await unchangedBy(() => client.track(orderId, 'N9', { trackingNumber: 'T' }));
    expect(refusalIn(tracked)).toMatchObject({ status: 404, code: 'InvoiceNotFound' });
    const delivered = await unchangedBy(() => client.deliver(orderId, 'N9', { isDelivered: true }));
    expect(refusalIn(delivered)).toMatchObject({ status: 404, code: 'InvoiceNotFound' });
  });

  it('tracking or delivery that changes nothing: accepted, nothing written', async () => {
    const first = await client.accept(orderId, notification('N1', { trackingNumber: 'T1' }));
    const delivery = {
      isDelivered: true,
      deliveredDate: '2022-10-01 21:15',
      events: [{ city: 'Recife', state: 'PE', description: 'Delivered', date: '2022-10-01' }],
    };
    expect((await client.deliver(orderId, 'N1', delivery)).body).toEqual(first);
    const tracked = await unchangedBy(() => client.track(orderId, 'N1', { trackingNumber: 'T1' }));
    expect(tracked.body).toEqual(first);
    const delivered = await unchangedBy(() => client.deliver(orderId, 'N1', delivery));
    expect(delivered.body).toEqual(first);
    const nothing = await unchangedBy(() => client.deliver(orderId, 'N1', {}));
    expect(nothing.status).toBe(200);
  });

  it('once invoiced, the status stays; tracking and returns still append', async () => {
    await client.accept(orderId, notification('N1', { items: [], invoiceValue: 2000 }));
    expect(await client.totals(orderId)).toMatchObject({ status: 'invoiced' });
    await client.accept(
      orderId,
      notification('R1', { type: 'Input', items: [item('sku-1', 2)], invoiceValue: 2000 }),
    );
    await client.track(orderId, 'N1', { trackingNumber: 'T' });
    const more = await unchangedBy(() =>
      client.notify(orderId, notification('N2', { items: [], invoiceValue: 1 })),
    );
    expect(refusalIn(more).code).toBe('InvoiceExceedsOrder');
    expect(await client.totals(orderId)).toMatchObject({ status: 'invoiced', currentMinor: 0 });
    expect((await client.order(orderId)).status).toBe('invoiced');
  });

  it('the list of events and the order agree: both are folds of the same events', async () => {
    await client.accept(orderId, notification('N1'));
    const view = await client.order(orderId);
    const totals = await client.totals(orderId);
    expect(view).toMatchObject({
      status: totals.status,
      value: totals.orderedMinor,
      currentTotal: totals.currentMinor,
      remaining: totals.remainingMinor,
      toSettle: totals.toSettleMinor,
      toReimburse: totals.toReimburseMinor,
    });
  });
});

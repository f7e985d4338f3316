import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { clientOf, refusalIn } from './testing/client';
import { item, notification, orderDocument, type Line } from './testing/documents';
import { startTestService, type TestService } from './testing/testService';

describe('where the incumbent fails', () => {
  let service: TestService;
  let client: ReturnType<typeof clientOf>;
  let orders = 0;
  let orderId = '';
  let numbers = 0;

  beforeAll(async () => {
    service = await startTestService();
    client = clientOf(service);
  });
  afterAll(() => service.close());
  beforeEach(() => {
    orders += 1;
    orderId = `incumbent-${orders}`;
  });

  const place = (options: Parameters<typeof orderDocument>[1]) =>
    client.place(orderDocument(orderId, { seller: `seller-${orders}`, ...options }));
  const number = () => `N-${(numbers += 1)}`;

  /** Sends a document with the value that the preview tells. */
  const follow = async (type: 'Output' | 'Input', items: ReadonlyArray<object>) => {
    const { invoiceValue, accepted } = await client.preview(orderId, { type, items });
    expect(accepted).toBe(true);
    await client.accept(orderId, notification(number(), { type, items, invoiceValue }));
    return Number(invoiceValue);
  };

  it.each([[[4]], [[1, 1, 1, 1]], [[3, 1]], [[1, 2, 1]], [[2, 2]]])(
    '1. 4 units at 17 less 3 in all, invoiced %j: sums to 65, and so do the refunds',
    async (parts) => {
      await place({
        lines: [{ id: 'a', quantity: 4, price: 17 }],
        totals: [{ id: 'Discounts', value: -3 }],
      });
      const invoiced: Array<number> = [];
      for (const units of parts) invoiced.push(await follow('Output', [item('a', units, 17)]));
      expect(invoiced.reduce((sum, value) => sum + value, 0)).toBe(65);
      expect(await client.totals(orderId)).toMatchObject({ status: 'invoiced', remainingMinor: 0 });
      const returned: Array<number> = [];
      for (const units of parts.toReversed())
        returned.push(await follow('Input', [item('a', units, 17)]));
      expect(returned.reduce((sum, value) => sum + value, 0)).toBe(65);
      expect(await client.totals(orderId)).toMatchObject({ currentMinor: 0, returnedMinor: 65 });
    },
  );

  it('2. 101 over 2 units: 51 + 50 on one line, and the refund of either unit works', async () => {
    const line: Line = { id: 'a', quantity: 2, price: 51, priceDefinition: { total: 101 } };
    await place({ lines: [line], value: 101 });
    expect(await follow('Output', [item('a', 1, 51)])).toBe(51);
    expect(await follow('Output', [item('a', 1, 51)])).toBe(50);
    expect(await follow('Input', [item('a', 1, 51)])).toBe(51);
    expect(await follow('Input', [item('a', 1, 51)])).toBe(50);
    expect((await client.totals(orderId)).lines).toHaveLength(1);
  });

  it('3. one of two units invoiced and returned, then the other invoiced', async () => {
    await place({ lines: [{ id: 'a', quantity: 2, price: 500 }] });
    await follow('Output', [item('a', 1, 500)]);
    await follow('Input', [item('a', 1, 500)]);
    expect(await client.totals(orderId)).toMatchObject({ remainingMinor: 500 });
    await follow('Output', [item('a', 1, 500)]);
    expect(await client.totals(orderId)).toMatchObject({
      status: 'invoiced',
      invoicedMinor: 1000,
      returnedMinor: 500,
    });
  });

  it('4. the same SKU on two lines: each has its own quantity and refunds', async () => {
    await place({
      lines: [
        { id: 'a', quantity: 1, price: 100 },
        { id: 'a', quantity: 2, price: 70 },
      ],
    });
    const second = (quantity: number) => [{ ...item('a', quantity, 70), itemIndex: 1 }];
    expect(await follow('Output', second(1))).toBe(70);
    expect(await follow('Input', second(1))).toBe(70);
    const tooMany = await client.notify(
      orderId,
      notification(number(), { items: second(2), invoiceValue: 100 }),
    );
    expect(refusalIn(tooMany).code).toBe('QuantityExceedsLine');
    // Without an index, lines are filled in order.
    expect(await follow('Output', [item('a', 2, 100)])).toBe(170);
    const { lines } = await client.totals(orderId);
    expect(lines).toMatchObject([
      { invoiced: { units: 1 }, returned: { units: 0 }, leftToInvoice: 0 },
      { invoiced: { units: 2 }, returned: { units: 1 }, leftToInvoice: 0 },
    ]);
  });

  it('5. two invoices for the last cent at once: one is accepted, the other refused', async () => {
    await place({ lines: [{ id: 'a', quantity: 1, price: 1 }] });
    const answers = await Promise.all(
      ['A', 'B'].map((each) =>
        client.notify(orderId, notification(`5-${each}`, { items: [], invoiceValue: 1 })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('6. invoices never exceed the order, however they race', async () => {
    await place({ lines: [{ id: 'a', quantity: 10, price: 100 }] });
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        client.notify(orderId, notification(`6-${index}`, { items: [], invoiceValue: 300 })),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(await client.totals(orderId)).toMatchObject({ invoicedMinor: 900, remainingMinor: 100 });
  });

  it('7. two equal-valued returns in a row are two returns', async () => {
    await place({ lines: [{ id: 'a', quantity: 2, price: 500 }] });
    await follow('Output', [item('a', 2, 500)]);
    await follow('Input', [item('a', 1, 500)]);
    await follow('Input', [item('a', 1, 500)]);
    expect(await client.totals(orderId)).toMatchObject({ returnedMinor: 1000 });
  });

  it.each(['2022/000-1', 'NF#1', 'trailing ', 'inner space 1', '%2F', '100%', 'ação/#?&+'])(
    '8. the number %j: invoiced, tracked and returned like any other',
    async (given) => {
      await place({ lines: [{ id: 'a', quantity: 1, price: 500 }] });
      const items = [item('a', 1, 500)];
      await client.accept(orderId, notification(given, { items, invoiceValue: 500 }));
      expect((await client.track(orderId, given, { trackingNumber: 'T1' })).status).toBe(200);
      expect((await client.deliver(orderId, given, { isDelivered: true })).status).toBe(200);
      await client.accept(
        orderId,
        notification(`return ${given}`, { type: 'Input', items, invoiceValue: 500 }),
      );
      const [sold, back] = (await client.order(orderId)).packageAttachment.packages;
      expect(sold).toMatchObject({
        invoiceNumber: given.trim(),
        trackingNumber: 'T1',
        courierStatus: { finished: true },
      });
      expect(back?.invoiceNumber).toBe(`return ${given}`.trim());
    },
  );

  it.each([[[1205]], [[1000, 205]], [[1, 1203, 1]]])(
    '9. an order with shipping and interest, returned by %j',
    async (values) => {
      await place({
        lines: [{ id: 'a', quantity: 1, price: 1000 }],
        shipping: 200,
        totals: [{ id: 'Interest', value: 5 }],
      });
      expect(await follow('Output', [item('a', 1, 1000)])).toBe(1205);
      for (const invoiceValue of values)
        await client.accept(
          orderId,
          notification(number(), { type: 'Input', items: [], invoiceValue }),
        );
      expect(await client.totals(orderId)).toMatchObject({ returnedMinor: 1205, currentMinor: 0 });
      const more = await client.notify(
        orderId,
        notification(number(), { type: 'Input', items: [], invoiceValue: 1 }),
      );
      expect(refusalIn(more).code).toBe('ReturnExceedsInvoiced');
    },
  );

  it('10. totals, order and history never disagree', async () => {
    await place({ lines: [{ id: 'a', quantity: 3, price: 333 }], shipping: 100 });
    const steps = [
      () => follow('Output', [item('a', 1, 333)]),
      () => follow('Input', [item('a', 1, 333)]),
      () => follow('Output', [item('a', 2, 333)]),
    ];
    for (const step of steps) {
      await step();
      const totals = await client.totals(orderId);
      const view = await client.order(orderId);
      const last = (await client.history(orderId)).events.at(-1);
      expect([view.status, view.currentTotal, view.toSettle, view.toReimburse]).toEqual([
        totals.status,
        totals.currentMinor,
        totals.toSettleMinor,
        totals.toReimburseMinor,
      ]);
      expect(last?.readable.after).toMatchObject({
        status: totals.status,
        currentMinor: totals.currentMinor,
      });
      expect(last?.readable.revision).toBe(totals.revision);
    }
  });

  it('11. the first tracking event counts', async () => {
    await place({ lines: [{ id: 'a', quantity: 1, price: 500 }] });
    await follow('Output', [item('a', 1, 500)]);
    const [document] = (await client.order(orderId)).packageAttachment.packages;
    const events = [{ city: 'Recife', state: 'PE', description: 'Posted', date: '2022-10-01' }];
    await client.deliver(orderId, String(document?.invoiceNumber), { isDelivered: false, events });
    const [tracked] = (await client.order(orderId)).packageAttachment.packages;
    expect(tracked?.courierStatus.data).toMatchObject([{ city: 'Recife' }]);
  });

  it('12. a zero-priced line is invoiced and returned, and soaks up no other return', async () => {
    await place({
      lines: [
        { id: 'gift', quantity: 1, price: 0 },
        { id: 'a', quantity: 2, price: 500 },
      ],
    });
    await follow('Output', [item('gift', 1, 0), item('a', 2, 500)]);
    await follow('Input', [item('a', 1, 500)]);
    const returned = async () =>
      (await client.totals(orderId)).lines.map((line) => line.returned.units);
    expect(await returned()).toEqual([0, 1]);
    expect(await follow('Input', [item('gift', 1, 0), item('a', 1, 500)])).toBe(500);
    expect(await returned()).toEqual([1, 2]);
    const again = await client.preview(orderId, { type: 'Input', items: [item('gift', 1, 0)] });
    expect(again).toMatchObject({
      accepted: false,
      refusal: { code: 'ReturnQuantityExceedsInvoiced' },
    });
  });

  it('13. a partial invoice never rewrites an earlier date', async () => {
    await place({ lines: [{ id: 'a', quantity: 2, price: 500 }] });
    await follow('Output', [item('a', 1, 500)]);
    const first = (await client.order(orderId)).invoicedDate;
    await new Promise((resolve) => setTimeout(resolve, 5));
    await follow('Output', [item('a', 1, 500)]);
    expect(first).not.toBeNull();
    expect((await client.order(orderId)).invoicedDate).toBe(first);
  });

  it('14. 3 × 0.3 at 199 invoiced unit by unit sums to 179', async () => {
    const line: Line = { id: 'a', quantity: 3, price: 199, unitMultiplier: 0.3 };
    await place({ lines: [line], value: 179 });
    const parts: Array<number> = [];
    for (let unit = 0; unit < 3; unit++) parts.push(await follow('Output', [item('a', 1, 199)]));
    expect(parts).toEqual([60, 59, 60]);
    expect(await client.totals(orderId)).toMatchObject({ status: 'invoiced', invoicedMinor: 179 });
  });
});

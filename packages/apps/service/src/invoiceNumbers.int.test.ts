import { InvoiceNumber } from '@facture/order';
import { anyInvoiceNumber } from '@facture/order/arbitraries';
import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import * as fc from 'fast-check';

import { item, notification, orderDocument } from './testing/documents';
import { socketClientOf, type SocketClient } from './testing/listening';
import { startTestService, type TestService } from './testing/testService';

/** Numbers that paths are prone to break, beside those of any script. */
const anyNumber = fc
  .oneof(
    anyInvoiceNumber(),
    fc
      .array(
        fc.constantFrom(
          '/',
          '%',
          '#',
          '?',
          '&',
          '+',
          ';',
          ':',
          '.',
          '%2F',
          '%25',
          ' ',
          '\\',
          '"',
          'é',
        ),
        { minLength: 1, maxLength: 6 },
      )
      .map((parts) => parts.join(''))
      .filter(InvoiceNumber.is),
    fc.string({ unit: 'grapheme', minLength: 100, maxLength: 128 }).filter(InvoiceNumber.is),
    fc.constantFrom('.', '..', '../..', '%2e%2e', '//', 'a'.repeat(128), '📦'.repeat(128)),
  )
  .filter(InvoiceNumber.is);

describe('invoice numbers', () => {
  let service: TestService;
  let client: SocketClient;
  beforeAll(async () => {
    service = await startTestService();
    client = await socketClientOf(service);
  });
  afterAll(async () => {
    client.end();
    await service.close();
  });

  let orders = 0;
  const send = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await client.send(method, path, body);
    expect([method, path, answer.status, answer.body]).toEqual([method, path, 200, answer.body]);
    return answer.body;
  };

  it('property 25: any invoice number survives create, read, track and return through HTTP unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(anyNumber, async (number) => {
        orders += 1;
        const orderId = `numbers-${orders}`;
        const order = `/api/oms/pvt/orders/${orderId}`;
        // A seller of its own for each, as a number is unique for its seller.
        await send('POST', '/api/orders', orderDocument(orderId, { seller: `s-${orders}` }));
        const document = notification(number, { items: [item('sku-1', 2)], invoiceValue: 2000 });
        const sold = await send('POST', `${order}/invoice`, document);

        const path = `${order}/invoice/${encodeURIComponent(number)}`;
        expect(await send('PATCH', path, { trackingNumber: 'T' })).toEqual(sold);
        expect(await send('POST', path, { trackingNumber: 'U' })).toEqual(sold);
        expect(await send('PUT', `${path}/tracking`, { isDelivered: true })).toEqual(sold);
        expect(await send('POST', `${path}/tracking`, { isDelivered: true })).toEqual(sold);

        const view = await send('GET', order);
        expect(view).toMatchObject({
          packageAttachment: {
            packages: [
              { invoiceNumber: number, trackingNumber: 'U', courierStatus: { finished: true } },
            ],
          },
        });

        const returned = orderDocument(`${orderId}-r`, { seller: `r-${orders}` });
        await send('POST', '/api/orders', returned);
        const other = `/api/oms/pvt/orders/${orderId}-r`;
        await send('POST', `${other}/invoice`, notification('sold', { items: [] }));
        const back = notification(number, { type: 'Input', items: [], invoiceValue: 1 });
        await send('POST', `${other}/invoice`, back);
        expect(await send('GET', other)).toMatchObject({
          packageAttachment: { packages: [{}, { type: 'Input', invoiceNumber: number }] },
        });
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { clientOf, refusalIn } from './testing/client';
import { item, notification, orderDocument } from './testing/documents';
import { startTestService, type TestService } from './testing/testService';
import { WARNING_HEADER } from './http/warningHeader';

describe('the notification as it arrives', () => {
  let service: TestService;
  let client: ReturnType<typeof clientOf>;
  let numbers = 0;
  const orderId = 'fields-01';
  const path = `/api/oms/pvt/orders/${orderId}/invoice`;

  beforeAll(async () => {
    service = await startTestService();
    client = clientOf(service);
    const lines = [
      { id: '7', quantity: 900_000, price: 1 },
      { id: 'sku-1', quantity: 900_000, price: 1 },
    ];
    await client.place(orderDocument(orderId, { lines }));
  });
  afterAll(() => service.close());

  const fresh = (fields: Readonly<Record<string, unknown>> = {}) => {
    numbers += 1;
    return notification(`N-${numbers}`, {
      items: [item('sku-1', 1, 1)],
      invoiceValue: 1,
      ...fields,
    });
  };

  /** Each row: what was sent, and for what field it is refused. */
  const refused: ReadonlyArray<
    readonly [row: string, fields: Readonly<Record<string, unknown>>, field: string]
  > = [
    ['type absent', { type: undefined }, 'type'],
    ['type null', { type: null }, 'type'],
    ['type of something else', { type: 'Refund' }, 'type'],
    ['invoiceNumber absent', { invoiceNumber: undefined }, 'invoiceNumber'],
    ['invoiceNumber null', { invoiceNumber: null }, 'invoiceNumber'],
    ['invoiceNumber empty', { invoiceNumber: '' }, 'invoiceNumber'],
    ['invoiceNumber of blanks', { invoiceNumber: '   ' }, 'invoiceNumber'],
    ['invoiceNumber of 129 characters', { invoiceNumber: 'n'.repeat(129) }, 'invoiceNumber'],
    ['invoiceNumber with a control character', { invoiceNumber: 'a\u0007b' }, 'invoiceNumber'],
    ['invoiceNumber as a float', { invoiceNumber: 1.5 }, 'invoiceNumber'],
    ['invoiceNumber as a boolean', { invoiceNumber: true }, 'invoiceNumber'],
    ['invoiceValue absent', { invoiceValue: undefined }, 'invoiceValue'],
    ['invoiceValue null', { invoiceValue: null }, 'invoiceValue'],
    ['invoiceValue zero', { invoiceValue: 0 }, 'invoiceValue'],
    ['invoiceValue 24.99', { invoiceValue: 24.99 }, 'invoiceValue'],
    ['invoiceValue "24.99"', { invoiceValue: '24.99' }, 'invoiceValue'],
    ['invoiceValue negative', { invoiceValue: -1 }, 'invoiceValue'],
    ['invoiceValue beyond 2^53 − 1', { invoiceValue: '9007199254740992' }, 'invoiceValue'],
    ['issuanceDate absent', { issuanceDate: undefined }, 'issuanceDate'],
    ['issuanceDate with spaces', { issuanceDate: '2022-02-01 10:00:00' }, 'issuanceDate'],
    ['issuanceDate of two dates', { issuanceDate: '2022-02-012022-02-02' }, 'issuanceDate'],
    ['issuanceDate of an impossible day', { issuanceDate: '2022-02-30' }, 'issuanceDate'],
    ['issuanceDate as a number', { issuanceDate: 20220201 }, 'issuanceDate'],
    ['items of something else', { items: 'all' }, 'items'],
    ['an item that is no object', { items: ['sku-1'] }, 'items[0]'],
    ['an item without id', { items: [{ quantity: 1, price: 1 }] }, 'items[0].id'],
    ['an item without quantity', { items: [{ id: 'sku-1', price: 1 }] }, 'items[0].quantity'],
    ['quantity zero', { items: [item('sku-1', 0, 1)] }, 'items[0].quantity'],
    ['quantity 1.5', { items: [item('sku-1', 1.5, 1)] }, 'items[0].quantity'],
    ['an item without price', { items: [{ id: 'sku-1', quantity: 1 }] }, 'items[0].price'],
    ['price negative', { items: [item('sku-1', 1, -1)] }, 'items[0].price'],
    ['price 0.5', { items: [item('sku-1', 1, 0.5)] }, 'items[0].price'],
    [
      'itemIndex negative',
      { items: [{ id: 'sku-1', quantity: 1, price: 1, itemIndex: -1 }] },
      'items[0].itemIndex',
    ],
    ['courier as a number', { courier: 5 }, 'courier'],
    ['invoiceUrl as an object', { invoiceUrl: {} }, 'invoiceUrl'],
  ];
  it.each(refused)('%s: refused, naming the field', async (_row, fields, field) => {
    const before = await service.countEvents();
    const answer = await client.notify(orderId, fresh(fields));
    expect(refusalIn(answer)).toEqual({ status: 400, code: 'InvalidDocument', fields: [field] });
    expect(answer.text).toContain(field);
    expect(await service.countEvents()).toBe(before);
  });

  const written = JSON.stringify(notification('N'));
  const deep = `{"a":`.repeat(33) + '1' + '}'.repeat(33);
  const tooMany = JSON.stringify(fresh({ items: Array(5_001).fill(item('sku-1', 1, 1)) }));
  const raw: ReadonlyArray<
    readonly [row: string, body: string | Buffer, status: number, code: string]
  > = [
    ['no JSON', '{"type": Output}', 400, 'MalformedJson'],
    ['nothing at all', '', 400, 'MalformedJson'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 400, 'MalformedJson'],
    ['an array', '[]', 400, 'InvalidDocument'],
    ['1e3 as a value', written.replace('1000}', '1e3}'), 400, 'InvalidDocument'],
    ['duplicate keys', '{"type":"Output","type":"Input"}', 400, 'DuplicateKey'],
    ['duplicate keys, one escaped', '{"type":"Output","t\\u0079pe":"Input"}', 400, 'DuplicateKey'],
    ['__proto__', '{"__proto__":{"type":"Output"}}', 400, 'ForbiddenKey'],
    ['depth > 32', deep, 400, 'TooDeep'],
    ['items > 5,000', tooMany, 413, 'TooManyElements'],
    ['a body > 1 MiB', `{"a":"${'x'.repeat(1_048_570)}"}`, 413, 'BodyTooLarge'],
  ];
  it.each(raw)('%s: refused before anything is built', async (_row, body, status, code) => {
    const before = await service.countEvents();
    const answer = await service.send('POST', path, { body });
    expect(refusalIn(answer)).toMatchObject({ status, code });
    expect(await service.countEvents()).toBe(before);
  });

  it('a body that is not sent as JSON: refused as UnsupportedMediaType', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/xml']) {
      const answer = await service.send('POST', path, {
        body: written,
        headers: { 'Content-Type': type },
      });
      expect(refusalIn(answer)).toMatchObject({ status: 415, code: 'UnsupportedMediaType' });
    }
    const zipped = await service.send('POST', path, {
      body: written,
      headers: { 'Content-Encoding': 'gzip' },
    });
    expect(refusalIn(zipped)).toMatchObject({ status: 415, code: 'UnsupportedMediaType' });
  });

  it('a body of exactly 1 MiB is read', async () => {
    const frame = JSON.stringify(fresh({ embeddedInvoice: '' }));
    const embedded = 'x'.repeat(1_048_576 - Buffer.byteLength(frame));
    const body = frame.replace('"embeddedInvoice":""', `"embeddedInvoice":"${embedded}"`);
    expect(Buffer.byteLength(body)).toBe(1_048_576);
    expect((await service.send('POST', path, { body })).status).toBe(200);
  });

  const accepted: ReadonlyArray<readonly [row: string, fields: Readonly<Record<string, unknown>>]> =
    [
      ['type in any case', { type: 'oUTPUT' }],
      ['invoiceNumber as an integer', { invoiceNumber: 4_711 }],
      ['invoiceNumber of 128 characters', { invoiceNumber: '9'.repeat(128) }],
      ['invoiceNumber of any script', { invoiceNumber: 'Счёт № 5/№# 100% 発票' }],
      ['invoiceValue as digits', { invoiceValue: '1' }],
      ['issuanceDate as a date', { issuanceDate: '2022-02-01' }],
      ['issuanceDate without zone', { issuanceDate: '2013-11-21T00:00:00' }],
      ['issuanceDate with -0300', { issuanceDate: '2022-02-01T10:00:00-0300' }],
      ['issuanceDate with -03:00', { issuanceDate: '2022-02-01T10:00:00.123-03:00' }],
      ['an item id as an integer', { items: [{ id: 7, quantity: 1, price: 1 }] }],
      ['an item with itemIndex', { items: [{ id: 'sku-1', quantity: 1, price: 1, itemIndex: 1 }] }],
      ['an item without a price worth naming', { items: [item('sku-1', 1, 0)] }],
      ['items absent', { items: undefined }],
      ['items null', { items: null }],
      [
        'nulls everywhere they may be',
        {
          courier: null,
          trackingNumber: null,
          trackingUrl: null,
          dispatchedDate: null,
          invoiceKey: null,
          invoiceUrl: null,
          embeddedInvoice: null,
        },
      ],
      ['empty tracking', { courier: '', trackingNumber: '', trackingUrl: '' }],
      ['dispatchDate', { dispatchDate: '2022-02-02', courier: 'Correios' }],
      [
        'opaque invoices',
        { invoiceKey: 'key', invoiceUrl: 'not a url', embeddedInvoice: '<xml/>' },
      ],
    ];
  it.each(accepted)('%s: accepted', async (_row, fields) => {
    const answer = await client.notify(orderId, fresh(fields));
    expect(answer.text).toContain('receipt');
    expect(answer.status).toBe(200);
  });

  it('empty and null tracking say nothing', async () => {
    const document = fresh({ courier: '', trackingNumber: null, trackingUrl: ' ' });
    await client.accept(orderId, document);
    expect((await client.types(orderId)).at(-1)).toBe('InvoiceAdded');
  });

  it('issuanceDate is kept as sent', async () => {
    const document = fresh({ issuanceDate: '2022-02-01T10:00:00-0300' });
    await client.accept(orderId, document);
    const { stored } = (await client.history(orderId)).events.at(-1) ?? {};
    expect(stored?.data).toContain('"issuanceDate":"2022-02-01T10:00:00-0300"');
    expect(stored?.data).toContain('"issuedAt":"2022-02-01T13:00:00.000Z"');
  });

  it('unknown fields: ignored, and named in a header', async () => {
    const answer = await client.notify(
      orderId,
      fresh({ volumes: 1, 'peça %, €': 2, items: [{ ...item('sku-1', 1, 1), weight: 5 }] }),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers[WARNING_HEADER.toLowerCase()]).toBe(
      'UnknownField volumes, UnknownField pe%C3%A7a%20%25%2C%20%E2%82%AC, UnknownField items[].weight',
    );
  });

  it('a key whose check digit is wrong: accepted with a warning', async () => {
    const invoiceKey = '35220200000000000000550010000000011000000000';
    const answer = await client.notify(orderId, fresh({ invoiceKey }));
    expect(answer.status).toBe(200);
    expect(answer.headers[WARNING_HEADER.toLowerCase()]).toBe('WrongCheckDigit invoiceKey');
  });

  it('names every field that is wrong at once', async () => {
    const answer = await client.notify(orderId, {});
    expect(refusalIn(answer).fields).toEqual([
      'type',
      'invoiceNumber',
      'invoiceValue',
      'issuanceDate',
    ]);
  });

  it('a product id for a SKU id: refused, naming the SKU ids', async () => {
    const answer = await client.notify(orderId, fresh({ items: [item('product', 1, 1)] }));
    expect(refusalIn(answer)).toMatchObject({ status: 422, code: 'UnknownItem' });
    expect(answer.text).toContain('7, sku-1');
  });

  it('the whole event history on every tracking call: known events are dropped', async () => {
    const document = fresh({ courier: 'Correios', trackingNumber: 'T1' });
    await client.accept(orderId, document);
    const number = String(document['invoiceNumber']);
    const events = [
      { city: 'Recife', state: 'PE', description: 'Posted', date: '2022-10-01' },
      { city: 'Natal', state: 'RN', description: 'On its way', date: '2022-10-02' },
    ];
    await client.deliver(orderId, number, { isDelivered: false, events: events.slice(0, 1) });
    await client.deliver(orderId, number, { isDelivered: false, events });
    const found = (await client.order(orderId)).packageAttachment.packages.find(
      ({ invoiceNumber }) => invoiceNumber === number,
    );
    expect(found?.courierStatus.data.map(({ city }) => city)).toEqual(['Recife', 'Natal']);
  });

  it('a new number on every retry: a new document each, up to the order value', async () => {
    await client.place(orderDocument('retry-01', { seller: 'retry' }));
    await client.accept('retry-01', notification('A', { items: [], invoiceValue: 2000 }));
    const retried = await client.notify('retry-01', notification('B', { invoiceValue: 2000 }));
    expect(refusalIn(retried).code).toBe('InvoiceExceedsOrder');
  });
});

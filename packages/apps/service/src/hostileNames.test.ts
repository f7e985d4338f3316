import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { exampleNotification, exampleOrder } from './openapi/examples';
import { clientOf } from './testing/client';
import { item, notification, orderDocument } from './testing/documents';
import { startTestService, type TestService } from './testing/testService';

/** Names that lead somewhere else than to a member of their own. */
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

const poison = (name: string): string =>
  `"${name}":{"polluted":true,"prototype":{"polluted":true}}`;

/** A document, with a member of some name as the first of each of its objects, one at a time. */
const poisoned = (document: object, name: string): ReadonlyArray<string> => {
  const text = JSON.stringify(document);
  return Array.from(
    text.matchAll(/\{/g),
    ({ index }) => `${text.slice(0, index + 1)}${poison(name)},${text.slice(index + 1)}`,
  );
};

/** What the bodies of all routes are made of. */
const documents: ReadonlyArray<object> = [
  exampleOrder,
  exampleNotification,
  { trackingNumber: 'BR1', courier: 'Correios' },
  { isDelivered: true, events: [{ city: 'Recife', description: 'Delivered', date: '2022-02-03' }] },
];

const isPolluted = (): boolean =>
  [{}, [], '', 0, isPolluted].some((value) => 'polluted' in Object(value)) ||
  Object.keys(Object.prototype).length > 0;

// Whatever else of the language would be changed fails this file in the end, as it would any other.
describe('names that reach a prototype', () => {
  let service: TestService;
  let operations: ReadonlyArray<readonly [method: string, path: string]>;
  beforeAll(async () => {
    service = await startTestService();
    const { body } = await service.send('GET', '/openapi.json', { as: 'nobody' });
    const { paths } = body as { readonly paths: Readonly<Record<string, object>> };
    operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
    );
  });
  afterAll(() => service.close());

  it.each(NAMES)('reach none through a path, a query, a header or a body: %s', async (name) => {
    for (const [method, path] of operations) {
      const query = `${name}[polluted]=1&${name}.polluted=1&${name}=1&after=${name}&position=${name}`;
      const url = `${path.replaceAll(/\{\w+\}/g, name)}?${query}`;
      const headers = { [name]: 'polluted', cookie: `${name}=polluted`, 'x-command-id': name };
      const bodies = documents.flatMap((document) => poisoned(document, name));
      for (const body of method === 'GET' ? [undefined] : bodies) {
        const { status } = await service.send(method, url, { headers, ...(body && { body }) });
        expect({ method, path, isServed: status < 500 }).toEqual({ method, path, isServed: true });
      }
    }
    expect(operations.length).toBeGreaterThan(15);
    expect(isPolluted()).toBe(false);
  });

  it.each(NAMES)('let nobody in: %s', async (name) => {
    const headers = { 'X-VTEX-API-AppKey': name, 'X-VTEX-API-AppToken': name };
    const { status } = await service.send('GET', '/api/orders?limit=1', { as: 'nobody', headers });
    expect(status).toBe(401);
  });

  it.each(NAMES)(
    'are names like any other of orders, sellers, items and documents: %s',
    async (name) => {
      const client = clientOf(service);
      await client.place(
        orderDocument(name, {
          seller: `seller ${name}`,
          lines: [
            { id: name, quantity: 2, price: 100 },
            { id: 'sku-1', quantity: 1, price: 10 },
          ],
        }),
      );
      await client.accept(
        name,
        notification(name, { items: [item(name, 2, 100)], invoiceValue: 200 }),
      );
      expect(await client.totals(name)).toMatchObject({ orderId: name, invoicedMinor: 200 });
      const found = await service.send('GET', `/api/orders?invoiceNumber=${name}`);
      expect(found.body).toMatchObject({ orders: [{ orderId: name }] });
      expect(isPolluted()).toBe(false);
    },
  );
});

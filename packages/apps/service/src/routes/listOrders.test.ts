import type { OrderList } from '@facture/projections';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { clientOf, refusalIn } from '../testing/client';
import { item, notification, orderDocument } from '../testing/documents';
import { startTestService, type TestService } from '../testing/testService';

describe('the list of orders', () => {
  let service: TestService;
  let client: ReturnType<typeof clientOf>;

  const listed = async (query = ''): Promise<ReadonlyArray<string>> => {
    const answer = await service.send('GET', `/api/orders${query}`);
    expect(answer.status).toBe(200);
    return (answer.body as OrderList).orders.map(({ orderId }) => orderId);
  };

  beforeAll(async () => {
    service = await startTestService();
    client = clientOf(service);
    for (const [orderId, seller] of [
      ['list-1', 'one'],
      ['list-2', 'one'],
      ['list-3', 'two'],
    ] as const)
      await client.place(orderDocument(orderId, { seller }));
  });
  afterAll(() => service.close());

  it('tells those that changed last first, and where each stands', async () => {
    expect(await listed()).toEqual(['list-3', 'list-2', 'list-1']);
    await client.accept('list-1', notification('L/1 é'));
    const { body, headers } = await service.send('GET', '/api/orders?limit=2');
    const { lines, ...totals } = await client.totals('list-1');
    expect(lines).toHaveLength(1);
    expect(body).toMatchObject({ orders: [totals, { orderId: 'list-3', status: 'placed' }] });
    expect(headers['x-facture-position']).toBe((await service.store.head())?.toString());
  });

  it('finds the orders with a document of a number, returns too, at each seller', async () => {
    await client.accept('list-3', notification('L/1 é'));
    expect(await listed('?invoiceNumber=L%2F1%20%C3%A9')).toEqual(['list-3', 'list-1']);
    expect(await listed('?invoiceNumber=%20L%2F1+%C3%A9%20')).toEqual(['list-3', 'list-1']);
    expect(await listed('?invoiceNumber=L%2F1%20%C3%A9&limit=1')).toEqual(['list-3']);
    const returned = { type: 'Input', items: [item('sku-1', 1)], invoiceValue: 500 };
    await client.accept('list-1', notification('L-back', returned));
    expect(await listed('?invoiceNumber=L-back')).toEqual(['list-1']);
    for (const number of ['L', 'l-back', 'list-1', '%25'])
      expect(await listed(`?invoiceNumber=${number}`)).toEqual([]);
  });

  it.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', 'all'],
    ['invoiceNumber', ''],
    ['notBefore', 'now'],
  ])('%s=%s is refused, naming it', async (name, value) => {
    const answer = await service.send('GET', `/api/orders?${name}=${value}`);
    expect(refusalIn(answer)).toEqual({ status: 400, code: 'InvalidDocument', fields: [name] });
  });

  it('shows no less than the position that it is asked for, or says that it is behind', async () => {
    const placed = await service.send('POST', '/api/orders', { body: orderDocument('list-4') });
    const position = String(placed.headers['x-facture-position']);
    expect(position).toMatch(/^\d+$/);
    expect((await listed(`?notBefore=${position}`))[0]).toBe('list-4');
    const answer = await service.send('GET', `/api/orders?notBefore=${BigInt(position) + 1n}`);
    expect(refusalIn(answer)).toMatchObject({ status: 503, code: 'NotCaughtUp' });
    expect(answer.headers['retry-after']).toBe('1');
  });
});

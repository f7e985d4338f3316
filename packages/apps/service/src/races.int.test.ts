import { join } from 'node:path';

import { openSqliteStore } from '@facture/sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { temporaryDirectory } from './testing/childService';
import { notification, orderDocument } from './testing/documents';
import { socketClientOf, type SocketClient } from './testing/listening';
import { startTestService, type TestService } from './testing/testService';

const CLIENTS = 64;
const ROUNDS = 50;

const times = <A>(count: number, make: (index: number) => A): ReadonlyArray<A> =>
  Array.from({ length: count }, (_, index) => make(index));

describe('64 clients over sockets, on SQLite', () => {
  const directory = temporaryDirectory();
  let service: TestService;
  let client: SocketClient;

  beforeAll(async () => {
    const opened = openSqliteStore({
      file: join(directory.path, 'races.db'),
      now: () => new Date(),
    });
    if (E.isLeft(opened)) throw new Error(opened.left.type);
    service = await startTestService({ store: opened.right });
    client = await socketClientOf(service);
  });
  afterAll(async () => {
    client.end();
    await service.close();
    directory.remove();
  });

  const place = async (orderId: string, seller: string) => {
    const placed = await client.send(
      'POST',
      '/api/orders',
      orderDocument(orderId, { seller, lines: [{ id: 'sku-1', quantity: 1, price: 1 }] }),
    );
    expect(placed.status).toBe(200);
  };
  const invoice = (orderId: string, number: string) =>
    client.send(
      'POST',
      `/api/oms/pvt/orders/${orderId}/invoice`,
      notification(number, { items: [], invoiceValue: 1 }),
    );
  const codes = (answers: ReadonlyArray<{ readonly status: number; readonly body: unknown }>) =>
    answers
      .filter(({ status }) => status !== 200)
      .map(({ body }) => (body as { readonly error: { readonly code: string } }).error.code);

  it(`racing for the last cent of one order: exactly one wins, ${ROUNDS} rounds`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const orderId = `cent-${round}`;
      await place(orderId, 'cents');
      const answers = await Promise.all(
        times(CLIENTS, (racer) => invoice(orderId, `cent-${round}-${racer}`)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(new Set(codes(answers))).toEqual(new Set(['InvoiceExceedsOrder']));
      const totals = await client.send('GET', `/api/orders/${orderId}/totals`);
      expect(totals.body).toMatchObject({ status: 'invoiced', invoicedMinor: 1, revision: 1 });
    }
  }, 300_000);

  it(`racing for one number on 64 orders: exactly one wins, ${ROUNDS} rounds`, async () => {
    await Promise.all(
      times(CLIENTS, async (racer) => {
        for (let round = 0; round < ROUNDS; round++)
          await place(`number-${round}-${racer}`, 'numbers');
      }),
    );
    for (let round = 0; round < ROUNDS; round++) {
      const answers = await Promise.all(
        times(CLIENTS, (racer) => invoice(`number-${round}-${racer}`, `number-${round}`)),
      );
      const winners = answers.filter(({ status }) => status === 200);
      expect(winners).toHaveLength(1);
      expect(new Set(codes(answers))).toEqual(new Set(['InvoiceNumberAlreadyUsed']));
      const [winner] = winners.map(({ body }) => (body as { readonly orderId: string }).orderId);
      for (const { body } of answers.filter(({ status }) => status !== 200))
        expect(JSON.stringify(body)).toContain(winner);
    }
  }, 300_000);

  it('with an invoice each for one order: all are accepted', async () => {
    const order = orderDocument('each-0', {
      seller: 'each',
      lines: [{ id: 'sku-1', quantity: CLIENTS, price: 1 }],
    });
    expect((await client.send('POST', '/api/orders', order)).status).toBe(200);
    const answers = await Promise.all(
      times(CLIENTS, (racer) => invoice('each-0', `each-${racer}`)),
    );
    expect(codes(answers)).toEqual([]);
    const totals = await client.send('GET', '/api/orders/each-0/totals');
    expect(totals.body).toMatchObject({ status: 'invoiced', revision: CLIENTS });
  });

  it('one notification sent 64 times at once: one event, one receipt', async () => {
    await place('same-0', 'same');
    const answers = await Promise.all(times(CLIENTS, () => invoice('same-0', 'same')));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const totals = await client.send('GET', '/api/orders/same-0/totals');
    expect(totals.body).toMatchObject({ revision: 1, invoicedMinor: 1 });
  });
});

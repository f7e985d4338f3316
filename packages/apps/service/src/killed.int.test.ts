import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, describe, expect, it } from '@jest/globals';

import {
  credentials,
  endChildren,
  startChildService,
  temporaryDirectory,
  type ChildService,
} from './testing/childService';
import { notification, orderDocument } from './testing/documents';
import { socketClient } from './testing/listening';

const KILLS = 20;
const CLIENTS = 64;
const ACKNOWLEDGED_AT_LEAST = 64;

interface Acknowledged {
  readonly orderId: string;
  readonly number: string;
  readonly answer: { readonly receipt: string; readonly date: string };
}

interface Stored {
  readonly type: string;
  readonly data: string;
}

interface Invoice {
  readonly invoiceNumber: string;
  readonly receipt: string;
}

const headers = {
  'X-VTEX-API-AppKey': credentials.appKey,
  'X-VTEX-API-AppToken': credentials.token,
};

describe('kill -9 during 64-way load', () => {
  const directory = temporaryDirectory();
  afterAll(() => {
    endChildren();
    directory.remove();
  });

  const acknowledged: Array<Acknowledged> = [];

  /** Sends invoices until the service is gone, and notes every receipt that came back. */
  const load = async ({ url, process }: ChildService, life: number): Promise<void> => {
    const client = socketClient(url, headers);
    const run = async (worker: number) => {
      const orderId = `killed-${life}-${worker}`;
      try {
        const order = orderDocument(orderId, {
          lines: [{ id: 'sku-1', quantity: 1_000, price: 1 }],
        });
        await client.send('POST', '/api/orders', order);
        for (let sent = 0; ; sent++) {
          const number = `K-${life}-${worker}-${sent}`;
          const { status, body } = await client.send(
            'POST',
            `/api/oms/pvt/orders/${orderId}/invoice`,
            notification(number, {
              items: [{ id: 'sku-1', quantity: 1, price: 1 }],
              invoiceValue: 1,
            }),
          );
          if (status === 200)
            acknowledged.push({ orderId, number, answer: body as Acknowledged['answer'] });
        }
      } catch {
        // The service is gone: what it did not answer is not acknowledged.
      }
    };
    const running = Promise.all(Array.from({ length: CLIENTS }, (_, worker) => run(worker)));
    const enough = acknowledged.length + ACKNOWLEDGED_AT_LEAST;
    while (acknowledged.length < enough && process.exitCode === null) await wait(5);
    await wait(Math.random() * 50);
    process.kill('SIGKILL');
    await running;
    client.end();
  };

  it(`every acknowledged receipt is there after restart, none twice, ${KILLS} times`, async () => {
    for (let life = 0; life < KILLS; life++) {
      const service = await startChildService(directory.path, ['--log-level', 'silent']);
      await load(service, life);
      expect(await service.ended).toBe('SIGKILL');
    }

    const survivor = await startChildService(directory.path, ['--log-level', 'silent']);
    const client = socketClient(survivor.url, headers);
    const orders = Map.groupBy(acknowledged, ({ orderId }) => orderId);
    const receipts: Array<string> = [];
    const check = async (orderId: string, expected: ReadonlyArray<Acknowledged>) => {
      const { body } = await client.send('GET', `/api/orders/${orderId}/history`);
      const { events } = body as { readonly events: ReadonlyArray<{ readonly stored: Stored }> };
      const invoices = events
        .filter(({ stored }) => stored.type === 'InvoiceAdded')
        .map(({ stored }) => JSON.parse(stored.data) as Invoice);
      const stored = new Map(
        invoices.map(({ invoiceNumber, receipt }) => [invoiceNumber, receipt]),
      );
      expect(stored.size).toBe(invoices.length);
      for (const { number, answer } of expected) expect(stored.get(number)).toBe(answer.receipt);
      receipts.push(...stored.values());
      const totals = await client.send('GET', `/api/orders/${orderId}/totals`);
      expect(totals.body).toMatchObject({ invoicedMinor: invoices.length });
    };
    await Promise.all(Array.from(orders, ([orderId, expected]) => check(orderId, expected)));
    expect(new Set(receipts).size).toBe(receipts.length);
    client.end();
    survivor.process.kill('SIGTERM');
    expect(await survivor.ended).toBe(0);
    console.info(`${acknowledged.length} receipts were acknowledged in ${KILLS} lives`);
  }, 600_000);
});

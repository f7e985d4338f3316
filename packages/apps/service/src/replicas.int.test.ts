import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  credentials,
  endChildren,
  startChildService,
  temporaryDirectory,
  type ChildService,
} from './testing/childService';
import { notification, orderDocument } from './testing/documents';
import { socketClient, type SocketClient } from './testing/listening';

const ROUNDS = 10;
const CLIENTS = 32;

describe('two processes on one data directory', () => {
  const directory = temporaryDirectory();
  const services: Array<ChildService> = [];
  const clients: Array<SocketClient> = [];

  beforeAll(async () => {
    for (let replica = 0; replica < 2; replica++) {
      const service = await startChildService(directory.path, ['--log-level', 'silent']);
      services.push(service);
      clients.push(
        socketClient(service.url, {
          'X-VTEX-API-AppKey': credentials.appKey,
          'X-VTEX-API-AppToken': credentials.token,
        }),
      );
    }
  }, 60_000);
  afterAll(async () => {
    for (const { end } of clients) end();
    for (const { process } of services) process.kill('SIGTERM');
    await Promise.all(services.map(({ ended }) => ended));
    endChildren();
    directory.remove();
  });

  const place = async (orderId: string, price = 1) =>
    clients[0]?.send(
      'POST',
      '/api/orders',
      orderDocument(orderId, { lines: [{ id: 'sku-1', quantity: 1, price }] }),
    );
  const invoice = (client: SocketClient, orderId: string, number: string) =>
    client.send(
      'POST',
      `/api/oms/pvt/orders/${orderId}/invoice`,
      notification(number, { items: [], invoiceValue: 1 }),
    );
  /** Sends until the service does not say any more to send it again. */
  const surely = async (send: () => ReturnType<SocketClient['send']>) => {
    for (;;) {
      const answer = await send();
      const { error } = answer.body as { readonly error?: { readonly code: string } };
      if (error?.code !== 'Conflict' && answer.status !== 503) return answer;
    }
  };

  it('what one wrote, the other reads at once, and answers alike', async () => {
    const [first, second] = clients;
    if (first === undefined || second === undefined) throw new Error('two were started');
    await place('shared-01', 10);
    for (let sent = 0; sent < 10; sent++) {
      const [writer, reader] = sent % 2 === 0 ? [first, second] : [second, first];
      const accepted = await invoice(writer, 'shared-01', `S-${sent}`);
      expect(accepted.status).toBe(200);
      const totals = await reader.send('GET', '/api/orders/shared-01/totals');
      expect(totals.body).toMatchObject({ revision: sent + 1, invoicedMinor: sent + 1 });
      expect((await invoice(reader, 'shared-01', `S-${sent}`)).body).toEqual(accepted.body);
    }
  }, 60_000);

  it(`clients of both racing for the last cent: exactly one wins, ${ROUNDS} rounds`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const orderId = `both-${round}`;
      await place(orderId);
      const answers = await Promise.all(
        clients.flatMap((client, replica) =>
          Array.from({ length: CLIENTS }, (_, racer) =>
            surely(() => invoice(client, orderId, `both-${round}-${replica}-${racer}`)),
          ),
        ),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 422)).toHaveLength(2 * CLIENTS - 1);
    }
  }, 120_000);

  it(`clients of both racing for one number: exactly one order gets it, ${ROUNDS} rounds`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const orders = Array.from({ length: 2 * CLIENTS }, (_, racer) => `number-${round}-${racer}`);
      await Promise.all(orders.map((orderId) => place(orderId)));
      const answers = await Promise.all(
        orders.map((orderId, racer) =>
          surely(() => invoice(clients[racer % 2] as SocketClient, orderId, `number-${round}`)),
        ),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(2 * CLIENTS - 1);
    }
  }, 120_000);
});

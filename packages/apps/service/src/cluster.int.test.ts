import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { connect, type Connected } from '@facture/connect';
import { inMemoryReadModel, type RecordedEvent } from '@facture/contract';
import { orderSummaryProjection, totalsOfSummary, type OrderTotals } from '@facture/projections';
import { afterAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import pino from 'pino';

import { openService, type RunningService } from './openService';
import { startChildServer, type ChildServer } from './testing/childServer';
import {
  credentials,
  endChildren,
  startChildService,
  temporaryDirectory,
} from './testing/childService';
import { notification, orderDocument } from './testing/documents';
import { socketClient, type SocketClient } from './testing/listening';

// A sample; `pnpm test:kills` takes fifty.
const KILLS = Number(process.env['FACTURE_KILLS'] ?? 10);
const CLIENTS = 32;
const AWAY_MS = 30_000;

const headers = {
  'X-VTEX-API-AppKey': credentials.appKey,
  'X-VTEX-API-AppToken': credentials.token,
};
const directory = temporaryDirectory();
const closing: Array<() => Promise<void> | void> = [];

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  endChildren();
  directory.remove();
}, 60_000);

const settingsFor = (store: string, data: string) => ({
  host: '127.0.0.1',
  port: 0,
  data: join(directory.path, data),
  store,
  rebuild: false,
  seal: false,
  scope: 'seller' as const,
  requestsPerMinute: 0,
  logLevel: 'silent' as const,
  preset: credentials,
});

const open = async (store: string, data: string): Promise<RunningService> => {
  const opened = await openService(settingsFor(store, data), pino({ level: 'silent' }));
  if (E.isLeft(opened)) throw new Error(opened.left.message);
  closing.push(opened.right.close);
  return opened.right;
};

const clientOf = (url: string): SocketClient => {
  const client = socketClient(url, headers);
  closing.push(client.end);
  return client;
};

const serverCalled = async (name: string): Promise<ChildServer> => {
  const server = await startChildServer(join(directory.path, `${name}.log`));
  closing.push(server.kill);
  return server;
};

const isReady = async (client: SocketClient): Promise<void> => {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { status, body } = await client.send('GET', '/health/ready');
    if (status === 200) return;
    if (Date.now() > deadline) throw new Error(JSON.stringify(body));
    await wait(50);
  }
};

const orderOf = (orderId: string) =>
  orderDocument(orderId, { lines: [{ id: 'sku-1', quantity: 100_000, price: 1 }] });
const invoiceOf = (number: string) => notification(number, { items: [], invoiceValue: 1 });
const invoicePath = (orderId: string) => `/api/oms/pvt/orders/${orderId}/invoice`;

/** Everything on a server, asked for by nobody's service. */
const eventsOn = async (store: string): Promise<ReadonlyArray<RecordedEvent>> => {
  const data = join(directory.path, 'reader');
  const connected = connect({ store, data, now: () => new Date() });
  if (E.isLeft(connected)) throw new Error(connected.left.type);
  const { events, close }: Connected = connected.right;
  const all: Array<RecordedEvent> = [];
  for await (const event of events.readAll()) all.push(event);
  await close();
  return all;
};

const receiptsIn = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<string> =>
  events
    .filter(({ type }) => type === 'InvoiceAdded')
    .map(({ data }) => (JSON.parse(data) as { readonly receipt: string }).receipt);

/** Fails unless a service tells of each order what a fold of all events from zero tells. */
const expectTotalsOf = async (client: SocketClient, events: ReadonlyArray<RecordedEvent>) => {
  const model = inMemoryReadModel(orderSummaryProjection);
  expect(model.apply(events)).toEqual([]);
  await isReady(client);
  for (const { row } of model.recent(10_000)) {
    const { body } = await client.send('GET', `/api/orders/${row.orderId}/totals`);
    expect(body as OrderTotals).toEqual(totalsOfSummary(row));
  }
};

/** Sends until it is accepted, the same body each time; undefined when the service is gone. */
const surely = async (client: SocketClient, path: string, body: object) => {
  for (;;) {
    const answer = await client.send('POST', path, body).catch(() => undefined);
    if (answer === undefined) return undefined;
    if (answer.status === 200) return answer.body as { readonly receipt: string };
    expect([409, 503]).toContain(answer.status);
    await wait(20);
  }
};

describe('a service on a server that is killed', () => {
  it(`loses and doubles nothing in ${KILLS} kills under ${CLIENTS}-way load`, async () => {
    const server = await serverCalled('killed');
    const client = clientOf((await open(server.store, 'killed')).url);
    const acknowledged: Array<string> = [];
    let isOver = false;
    const run = async (worker: number) => {
      const orderId = `k-${worker}`;
      await surely(client, '/api/orders', orderOf(orderId));
      for (let sent = 0; !isOver; sent++) {
        const accepted = await surely(
          client,
          invoicePath(orderId),
          invoiceOf(`${orderId}-${sent}`),
        );
        if (accepted !== undefined) acknowledged.push(accepted.receipt);
      }
    };
    const running = Promise.all(Array.from({ length: CLIENTS }, (_, worker) => run(worker)));
    for (let kill = 0; kill < KILLS; kill++) {
      const before = acknowledged.length;
      while (acknowledged.length === before) await wait(5);
      await wait(randomInt(50));
      await server.kill();
      await server.start();
    }
    isOver = true;
    await running;

    const events = await eventsOn(server.store);
    const receipts = receiptsIn(events);
    expect(new Set(receipts).size).toBe(receipts.length);
    expect(receipts).toEqual(expect.arrayContaining(acknowledged));
    expect(acknowledged.length).toBeGreaterThan(KILLS);
    await expectTotalsOf(client, events);
    console.info(`${acknowledged.length} receipts were acknowledged in ${KILLS} kills`);
  }, 300_000);
});

describe('two services on one server', () => {
  it('agree, and one that is killed in mid-write loses and doubles nothing', async () => {
    const server = await serverCalled('shared');
    const args = ['--store', server.store, '--no-seal', '--log-level', 'silent'];
    const [doomed, survivor] = await Promise.all(
      ['doomed', 'survivor'].map((data) => startChildService(join(directory.path, data), args)),
    );
    if (doomed === undefined || survivor === undefined) throw new Error('two were started');
    const [one, other] = [clientOf(doomed.url), clientOf(survivor.url)];
    const acknowledged: Array<string> = [];
    const begun: Array<string> = [];
    let isOver = false;
    const run = async (worker: number) => {
      const client = worker % 2 === 0 ? one : other;
      const orderId = `s-${worker % 4}`;
      if ((await surely(client, '/api/orders', orderOf(orderId))) === undefined) return;
      for (let sent = 0; !isOver; sent++) {
        const number = `${orderId}-${worker}-${sent}`;
        begun.push(number);
        const accepted = await surely(client, invoicePath(orderId), invoiceOf(number));
        if (accepted === undefined) return;
        acknowledged.push(accepted.receipt);
      }
    };
    const running = Promise.all(Array.from({ length: 16 }, (_, worker) => run(worker)));
    while (acknowledged.length < 100) await wait(5);
    doomed.process.kill('SIGKILL');
    await doomed.ended;
    while (acknowledged.length < 150) await wait(5);
    isOver = true;
    await running;

    // Whatever was begun is completed by a retry, elsewhere and once.
    for (const number of begun) {
      const orderId = number.slice(0, 3);
      await surely(other, invoicePath(orderId), invoiceOf(number));
    }
    const events = await eventsOn(server.store);
    const receipts = receiptsIn(events);
    expect(new Set(receipts).size).toBe(receipts.length);
    expect(receipts).toHaveLength(begun.length);
    expect(receipts).toEqual(expect.arrayContaining(acknowledged));
    await expectTotalsOf(other, events);
    survivor.process.kill('SIGTERM');
    expect(await survivor.ended).toBe(0);
  }, 180_000);
});

describe('a server that is away', () => {
  it(`for ${AWAY_MS / 1_000} s: totals are told, writing is refused, and then all goes on`, async () => {
    const server = await serverCalled('away');
    const service = await open(server.store, 'away');
    const client = clientOf(service.url);
    await surely(client, '/api/orders', orderOf('away-1'));
    await surely(client, invoicePath('away-1'), invoiceOf('A1'));
    await isReady(client);
    const before = (await client.send('GET', '/api/orders/away-1/totals')).body;
    expect(before).toMatchObject({ invoicedMinor: 1 });
    await server.kill();
    const until = Date.now() + AWAY_MS;
    while (Date.now() < until) {
      const started = Date.now();
      const answer = await client.send('GET', '/api/orders/away-1/totals');
      expect(answer).toMatchObject({ status: 200, body: before });
      expect(Date.now() - started).toBeLessThan(5_000);
      const written = await client.send('POST', invoicePath('away-1'), invoiceOf('A2'));
      expect(written.status).toBe(503);
      expect((await client.send('GET', '/health/ready')).body).toEqual({
        status: 'not ready',
        reason: 'the store is away',
      });
      await wait(500);
    }

    // Another one starts meanwhile, and tells what it can.
    const late = clientOf((await open(server.store, 'away-too')).url);
    expect((await late.send('GET', '/health/live')).status).toBe(200);
    expect((await late.send('GET', '/api/orders/away-1/totals')).status).toBe(503);

    await server.start();
    await surely(client, invoicePath('away-1'), invoiceOf('A2'));
    await isReady(client);
    await isReady(late);
    for (const each of [client, late])
      expect((await each.send('GET', '/api/orders/away-1/totals')).body).toMatchObject({
        invoicedMinor: 2,
      });
  }, 180_000);
});

describe('totals of another store', () => {
  it('are refused with the name of their file', async () => {
    const [one, other] = [await serverCalled('one'), await serverCalled('other')];
    const service = await open(one.store, 'moved');
    const client = clientOf(service.url);
    await surely(client, '/api/orders', orderOf('moved-1'));
    await isReady(client);
    await service.close();
    const refused = await openService(settingsFor(other.store, 'moved'), pino({ level: 'silent' }));
    expect(refused).toMatchObject({
      left: {
        exitCode: 1,
        message: expect.stringMatching(/read-models\.db holds totals of another/),
      },
    });

    // Found out later, it ends the service.
    await other.kill();
    const waiting = await open(other.store, 'moved');
    await other.start();
    expect((await waiting.failed).message).toContain('read-models.db holds totals of another');
  }, 120_000);

  it('are not there after making them anew, which says what had been wrong', async () => {
    const server = await serverCalled('anew');
    const service = await open(server.store, 'anew');
    const client = clientOf(service.url);
    await surely(client, '/api/orders', orderOf('anew-1'));
    await isReady(client);
    await service.close();
    const settings = { ...settingsFor(server.store, 'anew'), rebuild: true };
    const again = await openService(settings, pino({ level: 'silent' }));
    if (E.isLeft(again)) throw new Error(again.left.message);
    expect(again.right.rebuilt).toEqual({ events: 1, differing: [] });
    await again.right.close();
    await server.kill();
    expect(await openService(settings, pino({ level: 'silent' }))).toMatchObject({
      left: { exitCode: 1, message: expect.stringContaining('cannot be made anew') },
    });
  }, 120_000);
});

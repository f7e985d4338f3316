import { inMemoryStore } from '@facture/contract';
import type { OrderTotals } from '@facture/projections';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { clientOf, refusalIn } from '../testing/client';
import { item, notification, orderDocument } from '../testing/documents';
import { openStream, type EventStream, type StreamEvent } from '../testing/eventStream';
import { listening } from '../testing/listening';
import { credentialsOf, startTestService, type TestService } from '../testing/testService';

const PATH = '/api/subscriptions/totals';
const ORDERS = 5;

const isTotals = ({ event }: StreamEvent) => event === 'totals';
const isCaughtUp = ({ event }: StreamEvent) => event === 'caught-up';
const totalsIn = (events: ReadonlyArray<StreamEvent>) =>
  events.filter(isTotals).map(({ data }) => data as OrderTotals);

describe('the subscription to totals', () => {
  let service: TestService;
  let client: ReturnType<typeof clientOf>;
  let url = '';
  const streams: Array<EventStream> = [];

  beforeAll(async () => {
    service = await startTestService({ policy: { heartbeatMs: 30 } });
    client = clientOf(service);
    url = `${await listening(service)}${PATH}`;
    for (let order = 0; order < ORDERS; order++) {
      await client.place(orderDocument(`sse-${order}`));
      await client.accept(`sse-${order}`, notification(`SSE-${order}`));
    }
  });
  afterAll(async () => {
    for (const { leave } of streams) leave();
    await service.close();
  });

  const subscribe = async (query = '', headers = {}) => {
    const stream = await openStream(`${url}${query}`, { ...credentialsOf('auditor'), ...headers });
    streams.push(stream);
    return stream;
  };

  it('tells the totals after every event in order, and when it has caught up', async () => {
    const stream = await subscribe();
    expect(stream.status).toBe(200);
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers['cache-control']).toBe('no-store');
    const events = await stream.until((told) => told.some(isCaughtUp));
    const totals = totalsIn(events);
    expect(totals.map(({ orderId, revision }) => `${orderId}@${revision}`)).toEqual(
      Array.from({ length: ORDERS }, (_, order) => [`sse-${order}@0`, `sse-${order}@1`]).flat(),
    );
    const ids = events.filter(isTotals).map(({ id }) => BigInt(id ?? '-1'));
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
    for (const told of totals)
      expect(told).toEqual(await client.totals(told.orderId, `?revision=${told.revision}`));
    expect(events.find(isCaughtUp)?.id).toBe(ids.at(-1)?.toString());
  });

  it('goes on with what happens later', async () => {
    const stream = await subscribe();
    await stream.until((told) => told.some(isCaughtUp));
    const before = totalsIn(stream.events).length;
    await client.accept('sse-0', notification('SSE-live', { items: [item('sku-1', 1)] }));
    const events = await stream.until((told) => totalsIn(told).length > before);
    expect(totalsIn(events).at(-1)).toEqual(await client.totals('sse-0'));
  });

  it('gives signs of life', async () => {
    const stream = await subscribe();
    await stream.until((told) => told.filter(({ event }) => event === 'comment').length > 2);
  });

  it('resumes after any position, by query or by Last-Event-ID, without gap', async () => {
    const all = await (await subscribe()).until((told) => told.some(isCaughtUp));
    const ids = all.filter(isTotals).map(({ id }) => id);
    for (const [index, id] of ids.entries()) {
      const byQuery = await subscribe(`?after=${id}`);
      const byHeader = await subscribe('?after=0', { 'Last-Event-ID': String(id) });
      for (const stream of [byQuery, byHeader]) {
        const told = await stream.until((events) => events.some(isCaughtUp));
        expect(told.filter(isTotals)).toEqual(all.filter(isTotals).slice(index + 1));
        stream.leave();
      }
    }
  });

  it('tells of one order alone, before and from now on', async () => {
    await client.place(orderDocument('sse-01'));
    const stream = await subscribe('?order=sse-0');
    await stream.until((told) => told.some(isCaughtUp));
    await client.accept('sse-01', notification('SSE-other'));
    await client.track('sse-0', 'SSE-0', { trackingNumber: 'T-1' });
    const { revision } = await client.totals('sse-0');
    const events = await stream.until((told) => totalsIn(told).length > revision);
    expect(totalsIn(events).map((totals) => `${totals.orderId}@${totals.revision}`)).toEqual(
      Array.from({ length: revision + 1 }, (_, index) => `sse-0@${index}`),
    );
    const [first] = events.filter(isTotals);
    const later = await subscribe(`?order=sse-0&after=${first?.id}`);
    const told = await later.until((some) => some.some(isCaughtUp));
    expect(told.filter(isTotals)).toEqual(events.filter(isTotals).slice(1));
  });

  it.each([
    ['after=yesterday', 'after'],
    ['order=', 'orderId'],
  ])('a position or an order that is none is refused, naming it: %s', async (query, field) => {
    const answer = await service.send('GET', `${PATH}?${query}`);
    expect(refusalIn(answer)).toEqual({ status: 400, code: 'InvalidDocument', fields: [field] });
  });

  it('counts its subscribers, and forgets those who leave', async () => {
    const open = async () =>
      Number(
        /^facture_subscribers (\d+)$/m.exec((await service.send('GET', '/metrics')).text)?.[1],
      );
    for (const { leave } of streams.splice(0)) leave();
    while ((await open()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const stream = await subscribe();
    await stream.until((told) => told.some(isCaughtUp));
    expect(await open()).toBe(1);
    stream.leave();
    while ((await open()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});

describe('a subscription', () => {
  it('of one who reads nothing is ended, and memory stays bounded', async () => {
    const service = await startTestService({ policy: { stalledMs: 100, heartbeatMs: 20 } });
    const client = clientOf(service);
    const lines = Array.from({ length: 400 }, (_, index) => ({
      id: `sku-${index}`,
      quantity: 1,
      price: 10,
    }));
    await client.place(orderDocument('slow-01', { lines }));
    for (let sent = 0; sent < 100; sent++)
      await client.accept('slow-01', notification(`S-${sent}`, { items: [], invoiceValue: 1 }));

    const stream = await openStream(`${await listening(service)}${PATH}`, credentialsOf('full'));
    stream.response.pause();
    stream.response.socket.pause();
    const deadline = Date.now() + 10_000;
    const subscribers = async () =>
      (await service.ports.metrics.subscribers.get()).values[0]?.value;
    while ((await subscribers()) !== 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await subscribers()).toBe(0);
    stream.leave();
    await service.close();
  });

  it('tells of an event that cannot be read, and goes on with other orders', async () => {
    const store = inMemoryStore({ now: () => new Date() });
    const service = await startTestService({ store });
    const client = clientOf(service);
    await client.place(orderDocument('broken-01'));
    await store.append('order-broken-01', 0, [
      {
        id: '6a5e3a3e-6a0c-4f2b-8d0e-000000000001',
        type: 'InvoiceAdded',
        schemaVersion: 9,
        data: '{}',
        metadata: '{}',
      },
    ])();
    await client.place(orderDocument('whole-01'));
    const stream = await openStream(`${await listening(service)}${PATH}`, credentialsOf('full'));
    const events = await stream.until((told) => told.some(isCaughtUp));
    expect(
      events
        .filter(({ event }) => event !== 'other')
        .map(({ event, id }) => `${event} ${id ?? ''}`),
    ).toEqual(['totals 1', 'quarantined 2', 'totals 3', 'caught-up 3']);
    stream.leave();
    await service.close();
  });

  it('ends when the service does', async () => {
    const service = await startTestService();
    const stream = await openStream(`${await listening(service)}${PATH}`, credentialsOf('full'));
    await stream.until((told) => told.some(isCaughtUp));
    await service.close();
    await stream.ended;
  });
});

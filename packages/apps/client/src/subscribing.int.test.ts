import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { factureClient } from './factureClient';
import { ok, orderOf, saleOf } from './testing/documents';
import { startFaultyProxy, type Fault, type FaultyProxy } from './testing/faultyProxy';
import { credentials, startRealService, type RealService } from './testing/realService';
import { stores, type TestStore } from './testing/stores';
import type { SubscribeOptions } from './totalsSubscription';

const ORDERS = 3;
const SALES = 20;

const untilNobodySubscribes = async ({ url }: RealService): Promise<void> => {
  const subscribers = async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return /^facture_subscribers (\d+)$/m.exec(metrics)?.[1];
  };
  while ((await subscribers()) !== '0') await wait(10);
};

describe.each(stores)('a subscription to the service on %s', (_name, startStore) => {
  let store: TestStore;
  let service: RealService;
  let proxy: FaultyProxy;
  beforeAll(async () => {
    store = await startStore();
    service = await startRealService({ args: store.args });
    proxy = await startFaultyProxy(service.url);
    const client = service.client();
    for (let order = 0; order < ORDERS; order += 1) ok(await client.place(orderOf(`o-${order}`)));
    for (let sale = 0; sale < SALES; sale += 1)
      ok(await client.notify(`o-${sale % ORDERS}`, saleOf(`N-${sale}`)));
  });
  afterAll(async () => {
    await proxy.close();
    await service.remove();
    await store.stop();
  });

  const subscriber = (options: SubscribeOptions = {}) =>
    factureClient({
      url: proxy.url,
      ...credentials,
      random: () => 0.01,
      retry: { timeoutMs: 20_000 },
    }).subscribe(options);

  /** What every event should have been told as, from the history of each order. */
  const everything = async (): Promise<ReadonlyArray<string>> => {
    const histories = await Promise.all(
      Array.from({ length: ORDERS }, (_, order) => service.client().history(`o-${order}`)),
    );
    return histories
      .flatMap((history) =>
        ok(history).events.map(({ stored, readable }) => ({ stored, readable })),
      )
      .sort((a, b) => Number(BigInt(a.stored.position) - BigInt(b.stored.position)))
      .map(({ stored, readable }) => `${stored.position} ${stored.stream}@${readable.revision}`);
  };

  /** Handles what it is told until the present is reached. */
  const handled = async (options?: SubscribeOptions) => {
    const events: Array<string> = [];
    let away = 0;
    for await (const message of subscriber(options)) {
      if (message.type === 'totals') {
        const { orderId, revision } = message.totals;
        events.push(`${message.position} order-${orderId}@${revision}`);
      } else if (message.type === 'away') away += 1;
      else if (message.type === 'failed') throw new Error(JSON.stringify(message.error));
      else if (message.type === 'caught-up') break;
    }
    return { events, away };
  };

  it.each<readonly [string, ReadonlyArray<Fault>]>([
    ['nothing', []],
    [
      'streams cut in the middle of a frame',
      [700, 999, 1_501].map((cutAfterBytes) => ({ cutAfterBytes })),
    ],
    ['every piece sent twice', ['twice']],
    ['a service that is away', ['request lost', { status: 503 }, { status: 502 }]],
    ['all of it', ['request lost', { cutAfterBytes: 1_200 }, 'twice']],
  ])('handles every event once, in order, through %s', async (_what, faults) => {
    proxy.faults.splice(0, proxy.faults.length, ...faults);
    const { events, away } = await handled();
    expect(events).toEqual(await everything());
    expect(away).toBe(faults.filter((fault) => fault !== 'twice').length);
  });

  it('takes a stream that falls silent for lost', async () => {
    proxy.faults.splice(0, proxy.faults.length, { silentAfterBytes: 900 });
    const { events, away } = await handled({ silenceMs: 1_000 });
    expect(events).toEqual(await everything());
    expect(away).toBeGreaterThan(0);
  });

  it('goes on after a restart of the service with what happens then', async () => {
    const events: Array<string> = [];
    let restarts = 0;
    for await (const message of subscriber()) {
      if (message.type === 'totals')
        events.push(
          `${message.position} order-${message.totals.orderId}@${message.totals.revision}`,
        );
      if (message.type !== 'caught-up') continue;
      if (restarts === 3) break;
      restarts += 1;
      await service.stop();
      await service.start();
      ok(await service.client().notify('o-0', saleOf(`N-restart-${restarts}`)));
    }
    expect(events).toEqual(await everything());
  });

  it('of one order tells of no other, and resumes among the events of all', async () => {
    const everyEvent = await everything();
    const order = 'o-1';
    const own = everyEvent.filter((event) => event.includes(`order-${order}@`));
    proxy.faults.splice(0, proxy.faults.length, { cutAfterBytes: 900 }, 'twice');
    expect((await handled({ order })).events).toEqual(own);
    const [between = ''] = everyEvent.filter((event) => event.includes('order-o-2@5'));
    const after = BigInt(between.split(' ')[0] ?? '');
    const { events } = await handled({ order, after });
    expect(events).toEqual(own.filter((event) => BigInt(event.split(' ')[0] ?? '') > after));
    expect(events.length).toBeGreaterThan(0);
  });

  it('is ended by its signal while it waits for news', async () => {
    const leaving = new AbortController();
    for await (const message of subscriber({ signal: leaving.signal }))
      if (message.type === 'caught-up') setTimeout(() => leaving.abort(), 20);
    expect(leaving.signal.aborted).toBe(true);
  });

  it('lets the service go when it is left', async () => {
    await handled();
    await untilNobodySubscribes(service);
  });
});

describe('a subscriber that takes its time', () => {
  let service: RealService;
  beforeAll(async () => {
    service = await startRealService({ stalledMs: 100 });
  });
  afterAll(() => service.remove());

  it('is let go by the service, and misses nothing', async () => {
    const client = service.client({ random: () => 0 });
    const items = Array.from({ length: 2_000 }, (_, index) => ({
      id: `sku-${index}`,
      quantity: 1,
      price: 10,
      seller: 'slow',
    }));
    ok(await client.place({ ...orderOf('slow'), value: 20_000, items }));
    for (let sale = 0; sale < 24; sale += 1) {
      const document = { ...saleOf(`S-${sale}`), invoiceValue: 1, items: [] };
      ok(await client.notify('slow', document));
    }
    const revisions: Array<number> = [];
    let away = 0;
    for await (const message of client.subscribe()) {
      if (message.type === 'caught-up') break;
      if (message.type === 'away') away += 1;
      if (message.type !== 'totals') continue;
      revisions.push(message.totals.revision);
      if (revisions.length === 3) await untilNobodySubscribes(service);
    }
    expect(revisions).toEqual(Array.from({ length: 25 }, (_, revision) => revision));
    expect(away).toBe(1);
  });
});

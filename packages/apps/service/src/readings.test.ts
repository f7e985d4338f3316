import {
  inMemoryReadModel,
  inMemoryStore,
  StoreReadError,
  type EventStore,
} from '@facture/contract';
import { orderSummaryProjection } from '@facture/projections';
import { describe, expect, it } from '@jest/globals';

import { writtenHere } from './orders/lastWritten';
import { clientOf, refusalIn } from './testing/client';
import { notification, orderDocument } from './testing/documents';
import { startTestService } from './testing/testService';

const AWAY = { type: 'Unavailable', reason: 'away' } as const;

/** A store as a cluster is: it may be away, with the subscriptions to it. */
const cluster = () => {
  const inner = inMemoryStore({ now: () => new Date() });
  let isAway = false;
  const assertThere = () => {
    if (isAway) throw new StoreReadError(AWAY.type, AWAY.reason);
  };
  const store: EventStore = {
    ...inner,
    append: (...args) => (isAway ? () => Promise.resolve(AWAY) : inner.append(...args)),
    read: (...args) => {
      assertThere();
      return inner.read(...args);
    },
    head: () =>
      isAway ? Promise.reject(new StoreReadError(AWAY.type, AWAY.reason)) : inner.head(),
    subscribe: async function* (options) {
      for await (const message of inner.subscribe(options)) {
        assertThere();
        yield message;
      }
    },
  };
  return {
    store,
    inner,
    goes: () => {
      isAway = true;
    },
    comesBack: () => {
      isAway = false;
    },
  };
};

/** A service on a cluster, with read models of its own. */
const serviceOn = async (store: EventStore) => {
  const service = await startTestService({ store, ports: { lastWritten: writtenHere() } });
  return { service, client: clientOf(service) };
};

const orderId = 'read-01';
const totalsPath = `/api/orders/${orderId}/totals`;

describe('a service on a cluster', () => {
  it('shows its client at once what it wrote, without asking the store', async () => {
    const { store } = cluster();
    let asked = 0;
    const counting: EventStore = {
      ...store,
      head: () => {
        asked += 1;
        return store.head();
      },
    };
    const { service, client } = await serviceOn(counting);
    await client.place(orderDocument(orderId));
    for (let sent = 0; sent < 20; sent++) {
      await client.accept(orderId, notification(`R-${sent}`, { items: [], invoiceValue: 1 }));
      expect(await client.totals(orderId)).toMatchObject({ revision: sent + 1 });
    }
    expect(asked).toBe(0);
    await service.close();
  });

  it('shows what another service wrote to whoever brings its position', async () => {
    const { store } = cluster();
    const [one, other] = [await serviceOn(store), await serviceOn(store)];
    await one.client.place(orderDocument(orderId));
    for (let sent = 0; sent < 20; sent++) {
      const [writer, reader] = sent % 2 === 0 ? [one, other] : [other, one];
      const path = `/api/oms/pvt/orders/${orderId}/invoice`;
      const body = notification(`R-${sent}`, { items: [], invoiceValue: 1 });
      const { headers } = await writer.service.send('POST', path, { body });
      const position = String(headers['x-facture-position']);
      expect(await reader.client.totals(orderId, `?notBefore=${position}`)).toMatchObject({
        revision: sent + 1,
      });
      // The same document again is answered by the position of what is there.
      const again = await reader.service.send('POST', path, { body });
      expect(again.headers['x-facture-position']).toBe(position);
    }
    await one.service.close();
    await other.service.close();
  });

  it('tells totals while the store is away, and the position up to which they are true', async () => {
    const { store, inner, goes, comesBack } = cluster();
    const { service, client } = await serviceOn(store);
    await client.place(orderDocument(orderId));
    const before = await client.totals(orderId);
    const head = (await store.head())?.toString();
    goes();
    const kept = await service.send('GET', totalsPath);
    expect([kept.status, kept.headers['x-facture-position']]).toEqual([200, head]);
    expect(kept.body).toEqual(before);
    expect((await service.send('GET', '/api/orders')).body).toMatchObject({
      orders: [{ orderId }],
    });

    const away = { status: 503, code: 'StoreUnavailable' };
    for (const path of [
      `${totalsPath}?revision=0`,
      `${totalsPath}?at=2030-01-01`,
      '/api/orders/unknown/totals',
      `/api/orders/${orderId}/history`,
      `/api/oms/pvt/orders/${orderId}`,
    ]) {
      const answer = await service.send('GET', path);
      expect([path, refusalIn(answer)]).toMatchObject([path, away]);
      expect(answer.headers['retry-after']).toBe('1');
    }
    const path = `/api/oms/pvt/orders/${orderId}/invoice`;
    const written = await service.send('POST', path, { body: notification('R1') });
    expect(refusalIn(written)).toMatchObject(away);
    expect(written.headers['retry-after']).toBe('1');

    // Written through another service, which reached the store.
    const elsewhere = await serviceOn(inner);
    const { headers } = await elsewhere.service.send('POST', path, { body: notification('R2') });
    const later = String(headers['x-facture-position']);
    const more = await service.send('GET', `${totalsPath}?notBefore=${later}`);
    expect(refusalIn(more)).toMatchObject(away);
    expect((await service.send('GET', totalsPath)).body).toEqual(before);

    comesBack();
    expect(await client.totals(orderId, `?notBefore=${later}`)).toMatchObject({ revision: 1 });
    expect((await service.send('POST', path, { body: notification('R1') })).status).toBe(200);
    await elsewhere.service.close();
    await service.close();
  });

  it('folds totals from the events while its read model lags, and tells old ones when it must', async () => {
    const { store, goes } = cluster();
    const summaries = inMemoryReadModel(orderSummaryProjection);
    const lagging = { ...summaries, waitFor: () => Promise.resolve(false) };
    const service = await startTestService({
      store,
      ports: { summaries: lagging, lastWritten: writtenHere() },
    });
    const client = clientOf(service);
    await client.place(orderDocument(orderId));
    expect(await client.totals(orderId)).toMatchObject({ revision: 0 });
    await client.accept(orderId, notification('R1'));
    expect(await client.totals(orderId)).toMatchObject({ revision: 1 });
    expect(await summaries.waitFor((await store.head()) ?? 0n, 5_000)).toBe(true);
    goes();
    expect(await client.totals(orderId)).toMatchObject({ revision: 1 });
    await service.close();
  });
});

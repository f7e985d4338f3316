import { setImmediate } from 'node:timers/promises';

import { inMemoryStore, StoreReadError, type EventStore } from '@facture/contract';
import { describe, expect, it } from '@jest/globals';

import { clientOf, refusalIn } from './testing/client';
import { notification, orderDocument } from './testing/documents';
import { startTestService, type TestService } from './testing/testService';

const orderId = 'trouble-01';
const path = `/api/oms/pvt/orders/${orderId}/invoice`;

/** A store whose appends answer something else for as long as it is told to. */
const troubled = () => {
  const inner = inMemoryStore({ now: () => new Date() });
  let append: EventStore['append'] = inner.append;
  let broken = false;
  const store: EventStore = {
    ...inner,
    append: (...args) => append(...args),
    read: (...args) => {
      if (broken) throw new StoreReadError('Unavailable', 'away for a secret reason');
      return inner.read(...args);
    },
    head: () =>
      broken
        ? Promise.reject(new StoreReadError('Unavailable', 'away for a secret reason'))
        : inner.head(),
  };
  return {
    store,
    inner,
    appendsBy: (other: EventStore['append']) => {
      append = other;
    },
    isAway: (away: boolean) => {
      broken = away;
    },
  };
};

const started = async (store: EventStore): Promise<TestService> => {
  const service = await startTestService({ store, ports: { sleep: () => setImmediate() } });
  await clientOf(service).place(orderDocument(orderId));
  return service;
};

describe('when the store has troubles', () => {
  it('away before the append: 503 with Retry-After, nothing written', async () => {
    const trouble = troubled();
    const service = await started(trouble.store);
    trouble.appendsBy(
      () => () => Promise.resolve({ type: 'Unavailable', reason: 'away for a secret reason' }),
    );
    const answer = await service.send('POST', path, { body: notification('N1') });
    expect(refusalIn(answer)).toMatchObject({ status: 503, code: 'StoreUnavailable' });
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.text).not.toContain('secret');
    expect(service.logged()).toContain('secret');
    expect(await service.countEvents()).toBe(1);
    await service.close();
  });

  it('the answer lost for good: 503 that says unknown and to retry with the same body', async () => {
    const trouble = troubled();
    const service = await started(trouble.store);
    trouble.appendsBy((...args) => async () => {
      await trouble.inner.append(...args)();
      return { type: 'OutcomeUnknown', reason: 'the line broke' };
    });
    const lost = await service.send('POST', path, { body: notification('N1') });
    expect(refusalIn(lost)).toMatchObject({ status: 503, code: 'OutcomeUnknown' });
    expect(lost.text).toMatch(/unknown.*same body/);
    expect(lost.headers['retry-after']).toBe('1');
    trouble.appendsBy(trouble.inner.append);
    const retried = await service.send('POST', path, { body: notification('N1') });
    expect(retried.status).toBe(200);
    expect(await service.countEvents()).toBe(2);
    await service.close();
  });

  it('the answer lost once: the repeated append is the same success', async () => {
    const trouble = troubled();
    const service = await started(trouble.store);
    let lost = 0;
    trouble.appendsBy((...args) => async () => {
      const outcome = await trouble.inner.append(...args)();
      lost += 1;
      return lost === 1 ? { type: 'OutcomeUnknown', reason: 'the line broke' } : outcome;
    });
    expect((await service.send('POST', path, { body: notification('N1') })).status).toBe(200);
    expect(await service.countEvents()).toBe(2);
    await service.close();
  });

  it('lost every race: 409 Conflict that says retry', async () => {
    const trouble = troubled();
    const service = await started(trouble.store);
    trouble.appendsBy(() => () => Promise.resolve({ type: 'RevisionConflict', actual: 0 }));
    const answer = await service.send('POST', path, { body: notification('N1') });
    expect(refusalIn(answer)).toMatchObject({ status: 409, code: 'Conflict' });
    expect(answer.headers['retry-after']).toBe('1');
    await service.close();
  });

  it('broken for good: 500, and the reason only in the log', async () => {
    const trouble = troubled();
    const service = await started(trouble.store);
    trouble.appendsBy(() => () => Promise.resolve({ type: 'Fatal', reason: 'a secret reason' }));
    const answer = await service.send('POST', path, { body: notification('N1') });
    expect(refusalIn(answer)).toMatchObject({ status: 500, code: 'StoreFailed' });
    expect(answer.text).not.toContain('secret');
    expect(service.logged()).toContain('secret');
    await service.close();
  });

  it('silent for ever: a writing is answered as unknown, a reading as away', async () => {
    const trouble = troubled();
    const service = await startTestService({
      store: trouble.store,
      policy: { answerWithinMs: 200 },
    });
    await clientOf(service).place(orderDocument(orderId));
    const never = () => new Promise<never>(() => undefined);
    trouble.appendsBy(() => never);
    const written = await service.send('POST', path, { body: notification('N1') });
    expect(refusalIn(written)).toMatchObject({ status: 503, code: 'OutcomeUnknown' });
    expect(written.headers['retry-after']).toBe('1');
    const silent = await startTestService({
      store: { ...trouble.inner, head: never },
      policy: { answerWithinMs: 200 },
    });
    const read = await silent.send('GET', `/api/orders/${orderId}/totals`);
    expect(refusalIn(read)).toMatchObject({ status: 503, code: 'StoreUnavailable' });
    const ready = await silent.send('GET', '/health/ready');
    expect([ready.status, ready.body]).toEqual([
      503,
      { status: 'not ready', reason: 'the store is away' },
    ]);
    await silent.app.close();
    await service.app.close();
  });

  it('ahead of the totals: not ready, and by how much', async () => {
    const { store } = troubled();
    const service = await started(store);
    const lagging = await startTestService({
      store,
      ports: {
        summaries: {
          ...service.ports.summaries,
          checkpoint: () => undefined,
          waitFor: () => Promise.resolve(false),
        },
      },
    });
    const { status, body } = await lagging.send('GET', '/health/ready');
    expect([status, body]).toEqual([
      503,
      { status: 'not ready', reason: 'catching up', position: null, head: '1' },
    ]);
    await lagging.close();
    await service.close();
  });

  it('away for reads: every route answers 503, and the service is not ready', async () => {
    const trouble = troubled();
    const service = await started(trouble.store);
    trouble.isAway(true);
    for (const url of [
      `/api/oms/pvt/orders/${orderId}`,
      `/api/orders/${orderId}/totals`,
      `/api/orders/${orderId}/totals?revision=0`,
      `/api/orders/${orderId}/history`,
    ]) {
      const answer = await service.send('GET', url);
      expect(refusalIn(answer)).toMatchObject({ status: 503, code: 'StoreUnavailable' });
    }
    const ready = await service.send('GET', '/health/ready');
    expect([ready.status, ready.headers['retry-after']]).toEqual([503, '1']);
    expect((await service.send('GET', '/health/live')).status).toBe(200);
    trouble.isAway(false);
    expect((await service.send('GET', '/health/ready')).status).toBe(200);
    await service.close();
  });

  it('an event that cannot be read: 500 naming it, never a wrong total', async () => {
    const { store, inner } = troubled();
    const service = await started(store);
    await inner.append(`order-${orderId}`, 0, [
      {
        id: '6a5e3a3e-6a0c-4f2b-8d0e-000000000001',
        type: 'InvoiceAdded',
        schemaVersion: 1,
        data: '{}',
        metadata: '{}',
      },
    ])();
    for (const url of [
      `/api/oms/pvt/orders/${orderId}`,
      `/api/orders/${orderId}/totals`,
      `/api/orders/${orderId}/history`,
    ]) {
      const answer = await service.send('GET', url);
      expect(refusalIn(answer)).toMatchObject({ status: 500, code: 'StreamQuarantined' });
    }
    const written = await service.send('POST', path, { body: notification('N1') });
    expect(refusalIn(written)).toMatchObject({ status: 500, code: 'StreamQuarantined' });
    expect((await service.send('GET', '/metrics')).text).toContain('facture_quarantined_streams 1');
    await service.close();
  });

  it('a read model that lags is not asked: totals come from the events', async () => {
    const { store } = troubled();
    const service = await started(store);
    const lagging = await startTestService({
      store,
      ports: {
        summaries: {
          ...service.ports.summaries,
          waitFor: () => Promise.resolve(false),
          get: () => undefined,
        },
      },
    });
    expect(await clientOf(lagging).totals(orderId)).toMatchObject({ orderedMinor: 2000 });
    await lagging.close();
    await service.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { factureClient } from './factureClient';
import { ok, orderOf, saleOf } from './testing/documents';
import { startFaultyProxy, type Fault, type FaultyProxy } from './testing/faultyProxy';
import { credentials, startRealService, type RealService } from './testing/realService';

const faults: ReadonlyArray<Fault> = [
  'request lost',
  'answer lost',
  'answer cut',
  { status: 503, headers: { 'Retry-After': '0' } },
  { status: 502, body: 'Bad Gateway' },
];

describe('a document sent through a network that loses answers', () => {
  let service: RealService;
  let proxy: FaultyProxy;
  beforeAll(async () => {
    service = await startRealService();
    ok(await service.client().place(orderOf('o-1')));
    proxy = await startFaultyProxy(service.url);
  });
  afterAll(async () => {
    await proxy.close();
    await service.remove();
  });

  const impatient = (attempts: number, timeoutMs = 20_000) =>
    factureClient({
      url: proxy.url,
      ...credentials,
      sleep: () => Promise.resolve(),
      retry: { attempts, timeoutMs },
    });
  const typesOf = async (invoiceNumber: string): Promise<ReadonlyArray<string>> =>
    ok(await service.client().history('o-1'))
      .events.map(({ stored }) => stored)
      .filter(({ data }) => data.includes(`"${invoiceNumber}"`))
      .map(({ type }) => type);

  it('is written once, with one receipt, whatever is lost on the way', async () => {
    let numbers = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...faults), { maxLength: 4 }),
        fc.nat({ max: 4 }),
        async (lost, retries) => {
          const document = saleOf(`N-${(numbers += 1)}`);
          proxy.faults.splice(0, proxy.faults.length, ...lost);
          proxy.bodies.splice(0);
          const first = await impatient(retries + 1).notify('o-1', document);

          expect(E.isRight(first)).toBe(retries >= lost.length);
          if (E.isLeft(first)) expect(first.left.type).toBe('OutcomeUnknown');
          expect(new Set(proxy.bodies)).toEqual(new Set([JSON.stringify(document)]));

          proxy.faults.splice(0);
          const again = ok(await impatient(1).notify('o-1', document));
          if (E.isRight(first)) expect(again).toEqual(first.right);
          expect(await typesOf(document.invoiceNumber)).toEqual(['InvoiceAdded']);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is written once when nothing at all is answered in time', async () => {
    proxy.faults.splice(0, proxy.faults.length, 'silence', 'silence');
    const document = saleOf('N-silence');
    const { receipt } = ok(await impatient(20, 300).notify('o-1', document));
    expect(ok(await impatient(1).notify('o-1', document)).receipt).toBe(receipt);
    expect(await typesOf('N-silence')).toEqual(['InvoiceAdded']);
  });

  it('waits as long as the service asks', async () => {
    const waits: Array<number> = [];
    const sleep = (ms: number) => Promise.resolve(void waits.push(ms));
    proxy.faults.splice(0, proxy.faults.length, { status: 503, headers: { 'Retry-After': '3' } });
    const client = factureClient({ url: proxy.url, ...credentials, sleep });
    ok(await client.notify('o-1', saleOf('N-waits')));
    expect(waits).toEqual([3_000]);
  });

  it('does not follow where it is sent, with its key', async () => {
    const location = `${service.url}/api/oms/pvt/orders/o-1/invoice`;
    proxy.faults.splice(0, proxy.faults.length, { status: 307, headers: { location } });
    expect(await impatient(3).notify('o-1', saleOf('N-moved'))).toMatchObject(
      E.left({ type: 'InvalidAnswer', status: 307 }),
    );
    expect(await typesOf('N-moved')).toEqual([]);
  });
});

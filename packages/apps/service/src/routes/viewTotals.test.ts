import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { clientOf, refusalIn } from '../testing/client';
import { notification, orderDocument } from '../testing/documents';
import { startTestService, type TestService } from '../testing/testService';

describe('GET …/totals', () => {
  let service: TestService;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    service = await startTestService();
    client = clientOf(service);
  });
  afterAll(() => service.close());

  const moments: Array<string> = [];
  const revisions: Array<unknown> = [];
  beforeAll(async () => {
    const note = async () => {
      revisions.push(await client.totals('travelled-01'));
      await wait(3);
      moments.push(new Date().toISOString());
      await wait(3);
    };
    await client.place(orderDocument('travelled-01', { seller: 'travelled' }));
    await note();
    await client.accept('travelled-01', notification('TT1'));
    await note();
    await client.accept('travelled-01', notification('TT2', { type: 'Input' }));
    await note();
  });

  it('is right after each write', () => {
    expect(revisions).toMatchObject([
      { revision: 0, currentMinor: 2000 },
      { revision: 1, currentMinor: 1000, toSettleMinor: 1000 },
      { revision: 2, currentMinor: 0, toReimburseMinor: 1000 },
    ]);
  });

  it('?revision= tells any past revision', async () => {
    for (const [revision, totals] of revisions.entries())
      expect(await client.totals('travelled-01', `?revision=${revision}`)).toEqual(totals);
  });

  it('?at= tells any past moment, in any zone', async () => {
    for (const [index, moment] of moments.entries()) {
      expect(await client.totals('travelled-01', `?at=${moment}`)).toEqual(revisions[index]);
      const zoned = moment.replace('Z', '%2B00:00');
      expect(await client.totals('travelled-01', `?at=${zoned}`)).toEqual(revisions[index]);
    }
  });

  const path = '/api/orders/travelled-01/totals';
  const wrong: ReadonlyArray<readonly [string, number, string, ReadonlyArray<string>]> = [
    ['?revision=3', 404, 'NoSuchRevision', []],
    ['?revision=-1', 400, 'InvalidDocument', ['revision']],
    ['?revision=1.5', 400, 'InvalidDocument', ['revision']],
    ['?revision=', 400, 'InvalidDocument', ['revision']],
    ['?revision=1&revision=2', 400, 'InvalidDocument', ['revision']],
    ['?at=yesterday', 400, 'InvalidDocument', ['at']],
    ['?at=2022-02-30', 400, 'InvalidDocument', ['at']],
    ['?at=1999-01-01', 404, 'OrderNotYetPlaced', []],
    ['?at=1999-01-01&revision=1', 400, 'MalformedRequest', []],
  ];
  it.each(wrong)('%s is refused', async (query, status, code, fields) => {
    expect(refusalIn(await service.send('GET', path + query))).toEqual({ status, code, fields });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { mayUse, RESOURCES, ROLES, type Role } from './access';
import { exampleNotification, exampleOrder } from '../openapi/examples';
import { clientOf, refusalIn } from '../testing/client';
import { notification, orderDocument } from '../testing/documents';
import {
  keyholders,
  startTestService,
  tokenOf,
  type Keyholder,
  type TestService,
} from '../testing/testService';

describe('roles', () => {
  it('have the resources that their names promise', () => {
    const of = (role: Role) => RESOURCES.filter((resource) => mayUse([role], resource));
    expect(Object.keys(ROLES).map((role) => [role, of(role as Role)])).toEqual([
      [
        'OMS - Full access',
        ['Notify invoice', 'Notify refund', 'View order', 'Place order', 'Audit'],
      ],
      ['IntegrationProfile - Fulfillment Oms', ['Notify invoice', 'Notify refund', 'View order']],
      ['Auditor', ['View order', 'Audit']],
    ]);
  });
});

const orderId = 'access-01';
const order = `/api/oms/pvt/orders/${orderId}`;

/** Each request, and who may make it. */
const requests: ReadonlyArray<
  readonly [method: string, path: string, body: object | undefined, may: ReadonlyArray<Keyholder>]
> = [
  ['POST', '/api/orders', orderDocument(orderId), ['full']],
  ['POST', `${order}/invoice`, notification('N1'), ['full', 'fulfilment']],
  ['POST', `${order}/invoice`, notification('R1', { type: 'Input' }), ['full', 'fulfilment']],
  ['PATCH', `${order}/invoice/N1`, { trackingNumber: 'T' }, ['full', 'fulfilment']],
  ['POST', `${order}/invoice/N1`, { trackingNumber: 'T' }, ['full', 'fulfilment']],
  ['PUT', `${order}/invoice/N1/tracking`, { isDelivered: true }, ['full', 'fulfilment']],
  ['POST', `${order}/invoice/N1/tracking`, { isDelivered: true }, ['full', 'fulfilment']],
  [
    'POST',
    `/api/orders/${orderId}/invoice/preview`,
    { type: 'Output', items: [] },
    ['full', 'fulfilment', 'auditor'],
  ],
  ['GET', order, undefined, ['full', 'fulfilment', 'auditor']],
  ['GET', `/api/orders/${orderId}/totals`, undefined, ['full', 'fulfilment', 'auditor']],
  ['GET', `/api/orders/${orderId}/history`, undefined, ['full', 'fulfilment', 'auditor']],
];

describe('access', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ policy: { guessesPerMinute: 0 } });
    const client = clientOf(service);
    await client.place(orderDocument(orderId));
    await client.accept(orderId, notification('N1'));
  });
  afterAll(() => service.close());

  const cases = requests.flatMap(([method, path, body, may]) =>
    Object.keys(keyholders).map(
      (holder) => [holder as Keyholder, method, path, body, may] as const,
    ),
  );
  it.each(cases)('%s: %s %s', async (as, method, path, body, may) => {
    const before = await service.countEvents();
    const answer = await service.send(method, path, { as, ...(body && { body }) });
    if (may.includes(as)) {
      expect(answer.status).toBe(200);
    } else {
      expect(refusalIn(answer)).toMatchObject({ status: 403, code: 'MissingResource' });
      expect(await service.countEvents()).toBe(before);
    }
  });

  const wrong: ReadonlyArray<readonly [string, Readonly<Record<string, string>>]> = [
    ['no key', {}],
    ['an unknown key', { 'X-VTEX-API-AppKey': 'who', 'X-VTEX-API-AppToken': tokenOf('full') }],
    ['a wrong token', { 'X-VTEX-API-AppKey': 'full', 'X-VTEX-API-AppToken': 'guess' }],
    ['a key without token', { 'X-VTEX-API-AppKey': 'full' }],
    ['a token without key', { 'X-VTEX-API-AppToken': tokenOf('full') }],
    [
      "another key's token",
      { 'X-VTEX-API-AppKey': 'full', 'X-VTEX-API-AppToken': tokenOf('auditor') },
    ],
    ['an empty token', { 'X-VTEX-API-AppKey': 'full', 'X-VTEX-API-AppToken': '' }],
  ];
  it.each(wrong)('%s reads nothing and writes nothing', async (_, headers) => {
    const before = await service.countEvents();
    const texts = new Set<string>();
    for (const [method, path, body] of requests) {
      const answer = await service.send(method, path, {
        as: 'nobody',
        headers,
        ...(body && { body }),
      });
      expect(refusalIn(answer)).toMatchObject({ status: 401, code: 'NoValidKey' });
      texts.add(answer.text);
    }
    const stream = await service.send('GET', '/api/subscriptions/totals', {
      as: 'nobody',
      headers,
    });
    expect(stream.status).toBe(401);
    // Nothing tells an order that exists from one that does not.
    expect(texts.size).toBe(1);
    expect(await service.countEvents()).toBe(before);
  });

  it('a body is not even read for nobody', async () => {
    const answer = await service.send('POST', '/api/orders', { as: 'nobody', body: '{"a":' });
    expect(answer.status).toBe(401);
  });

  it('what operators need takes no key, and tells nothing of orders', async () => {
    for (const path of [
      '/',
      '/health/live',
      '/health/ready',
      '/metrics',
      '/openapi.json',
      '/docs',
    ]) {
      const answer = await service.send('GET', path, { as: 'nobody' });
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(orderId);
    }
  });

  it('nothing of a token and nothing of a body is logged', async () => {
    const { send } = service;
    await send('POST', '/api/orders', { body: exampleOrder });
    await send('POST', `/api/oms/pvt/orders/${exampleOrder.orderId}/invoice`, {
      body: { ...exampleNotification, invoiceUrl: 'https://example.test/person' },
    });
    await send('GET', `${order}?token=${tokenOf('full')}`);
    await send('POST', '/api/orders', { body: '{"name": "a person"', as: 'full' });
    const logged = service.logged();
    expect(logged).toContain('/api/orders');
    for (const holder of Object.keys(keyholders))
      expect(logged).not.toContain(tokenOf(holder as Keyholder));
    expect(logged).not.toContain('guess');
    expect(logged).not.toContain('person');
    expect(logged).not.toContain('NFe-00001');
  });
});

describe('limits', () => {
  it('an address may guess only so often; known keys go on', async () => {
    const service = await startTestService({ policy: { guessesPerMinute: 3 } });
    const guess = (token: string) =>
      service.send('GET', order, {
        as: 'nobody',
        headers: { 'X-VTEX-API-AppKey': 'full', 'X-VTEX-API-AppToken': token },
      });
    expect((await service.send('GET', order)).status).toBe(404);
    const statuses: Array<number> = [];
    for (const token of ['a', 'b', 'c', 'd']) statuses.push((await guess(token)).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
    expect((await guess('a')).status).toBe(401);
    expect((await guess('e')).headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect((await service.send('GET', order)).status).toBe(404);
    await service.close();
  });

  it('a key may make only so many requests a minute: 429 with Retry-After', async () => {
    const service = await startTestService({ policy: { requestsPerMinute: 2 } });
    const statuses: Array<number> = [];
    for (let request = 0; request < 3; request++)
      statuses.push((await service.send('GET', order)).status);
    expect(statuses).toEqual([404, 404, 429]);
    const refused = await service.send('GET', order);
    expect(refusalIn(refused).code).toBe('TooManyRequests');
    expect(refused.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect((await service.send('GET', order, { as: 'auditor' })).status).toBe(404);
    expect((await service.send('GET', '/health/live', { as: 'nobody' })).status).toBe(200);
    await service.close();
  });
});

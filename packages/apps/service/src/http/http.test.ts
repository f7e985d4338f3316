import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { clientOf, refusalIn } from '../testing/client';
import { notification, orderDocument } from '../testing/documents';
import { startTestService, type TestService } from '../testing/testService';

describe('over HTTP', () => {
  let service: TestService;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    service = await startTestService();
    client = clientOf(service);
    await client.place(orderDocument('http/01'));
  });
  afterAll(() => service.close());

  it('errors are the platform envelope', async () => {
    const answer = await service.send('GET', '/api/oms/pvt/orders/nowhere');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.body).toEqual({
      error: {
        code: 'OrderNotFound',
        message: expect.stringContaining('nowhere'),
        exception: null,
      },
      fields: [],
    });
  });

  it('or a problem document with the same facts, when the client asks for it', async () => {
    const answer = await service.send('POST', '/api/oms/pvt/orders/http%2F01/invoice', {
      body: notification('H1', { invoiceValue: 5000, items: [] }),
      headers: { Accept: 'application/problem+json, application/json' },
    });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({
      type: 'urn:facture:error:InvoiceExceedsOrder',
      title: 'Invoice exceeds order',
      status: 422,
      code: 'InvoiceExceedsOrder',
      detail: expect.stringContaining('5000'),
      orderId: 'http/01',
      remaining: { amountMinor: 2000, currency: 'BRL' },
      attempted: { amountMinor: 5000, currency: 'BRL' },
    });
  });

  it('an order id is decoded exactly once', async () => {
    expect((await client.totals('http/01')).orderId).toBe('http/01');
    expect((await service.send('GET', '/api/orders/http%252F01/totals')).status).toBe(404);
  });

  it.each(['%', '%2', '%zz', '%ff', '%C3%28'])('malformed percent %s: 400', async (malformed) => {
    const answer = await service.send('GET', `/api/oms/pvt/orders/${malformed}`);
    expect(refusalIn(answer)).toMatchObject({ status: 400, code: 'MalformedRequest' });
  });

  it('a number that no invoice can have: 400, naming it', async () => {
    for (const number of ['%20', '%07', 'n'.repeat(129)]) {
      const answer = await service.send('PATCH', `/api/oms/pvt/orders/o/invoice/${number}`, {
        body: { trackingNumber: 'T' },
      });
      expect(refusalIn(answer)).toEqual({
        status: 400,
        code: 'InvalidDocument',
        fields: ['invoiceNumber'],
      });
    }
  });

  it('a route that is none: 404', async () => {
    for (const [method, path] of [
      ['GET', '/api'],
      ['DELETE', '/api/oms'],
      ['GET', '/api/orders/a/b/totals'],
    ] as const) {
      const answer = await service.send(method, path);
      expect(refusalIn(answer)).toMatchObject({ status: 404, code: 'RouteNotFound' });
    }
  });

  it.each([
    ['DELETE', '/api/orders', 'GET, POST'],
    ['PUT', '/api/oms/pvt/orders/http%2F01', 'GET'],
    ['GET', '/api/oms/pvt/orders/http%2F01/invoice/A%2F1', 'PATCH, POST'],
    ['HEAD', '/health/live?x=/api/orders', 'GET'],
  ])('%s %s is no method of the route: 405 with those that are', async (method, path, allow) => {
    const answer = await service.send(method, path);
    expect([answer.status, answer.headers['allow']]).toEqual([405, allow]);
    if (method === 'HEAD') return;
    expect(refusalIn(answer).code).toBe('MethodNotAllowed');
    expect(answer.text).toContain(allow.replace(', ', ' or '));
  });

  it('a request id goes with the events, and comes back', async () => {
    const headers = { 'X-Request-Id': 'request-4711' };
    const answer = await service.send('POST', '/api/oms/pvt/orders/http%2F01/invoice', {
      body: notification('H2'),
      headers,
    });
    expect(answer.headers['x-request-id']).toBe('request-4711');
    const { stored } = (await client.history('http/01')).events.at(-1) ?? {};
    expect(JSON.parse(stored?.metadata ?? '{}')).toMatchObject({
      $correlationId: 'request-4711',
    });
    expect(service.logged()).toContain('request-4711');
  });

  it('a request id that cannot be one is replaced', async () => {
    const answer = await service.send('GET', '/health/live', {
      headers: { 'X-Request-Id': 'two words' },
    });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers carry what keeps browsers careful', async () => {
    const { headers } = await service.send('GET', '/api/orders/http%2F01/totals');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    });
  });

  it('metrics tell routes, never paths', async () => {
    const { text } = await service.send('GET', '/metrics');
    expect(text).toContain('route="/api/orders/:orderId/totals",status="200"');
    expect(text).toContain('facture_events_written_total{type="OrderPlaced"} 1');
    expect(text).toContain('facture_refusals_total{code="InvoiceExceedsOrder"} 1');
    expect(text).not.toContain('http/01');
  });

  it('the log has one line for each request: route, status, time and id', async () => {
    const before = service.logged().length;
    await service.send('GET', '/api/orders/http%2F01/totals?revision=0');
    const [line = ''] = service.logged().slice(before).trim().split('\n');
    expect(JSON.parse(line)).toMatchObject({
      msg: 'answered',
      method: 'GET',
      route: '/api/orders/:orderId/totals',
      status: 200,
      durationMs: expect.any(Number),
      requestId: expect.any(String),
    });
    expect(line).not.toContain('revision');
  });
});

describe('under pressure', () => {
  it('requests are turned away with 503 and Retry-After; operators are answered', async () => {
    const service = await startTestService({ policy: { maxEventLoopDelayMs: 20 } });
    const until = Date.now() + 10_000;
    let status = 0;
    while (status !== 503 && Date.now() < until) {
      const busy = Date.now() + 400;
      while (Date.now() < busy);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const answer = await service.send('GET', '/api/oms/pvt/orders/nowhere');
      status = answer.status;
      if (status !== 503) continue;
      expect(refusalIn(answer).code).toBe('Overloaded');
      expect(answer.headers['retry-after']).toBe('1');
      expect((await service.send('GET', '/health/live')).status).toBe(200);
    }
    expect(status).toBe(503);
    await service.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { exampleNotification, exampleOrder } from './examples';
import { startTestService, type TestService } from './testing/testService';

describe('the routes', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  const order = `/api/oms/pvt/orders/${exampleOrder.orderId}`;

  it('POST /api/orders places an order, and answers the same again', async () => {
    const placed = await service.send('POST', '/api/orders', { body: exampleOrder });
    expect(placed.status).toBe(200);
    expect(placed.body).toEqual({
      date: expect.stringMatching(/\+00:00$/),
      orderId: exampleOrder.orderId,
      receipt: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const events = await service.countEvents();
    const again = await service.send('POST', '/api/orders', { body: exampleOrder });
    expect(again.body).toEqual(placed.body);
    expect(await service.countEvents()).toBe(events);
  });

  it('POST …/invoice takes the notification of the documentation', async () => {
    const notified = await service.send('POST', `${order}/invoice`, { body: exampleNotification });
    expect(notified.status).toBe(200);
  });

  it('GET …/totals tells the totals', async () => {
    const totals = await service.send('GET', `/api/orders/${exampleOrder.orderId}/totals`);
    expect(totals.body).toMatchObject({ status: 'invoiced', currentMinor: 9508 });
  });

  it('GET …/history tells the history', async () => {
    const history = await service.send('GET', `/api/orders/${exampleOrder.orderId}/history`);
    expect(history.status).toBe(200);
  });

  it('GET /api/oms/pvt/orders/{orderId} tells the order', async () => {
    expect((await service.send('GET', order)).status).toBe(200);
  });
});

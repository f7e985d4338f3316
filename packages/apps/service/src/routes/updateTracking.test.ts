import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { clientOf, refusalIn } from '../testing/client';
import { notification, orderDocument } from '../testing/documents';
import { startTestService, type TestService } from '../testing/testService';

describe('tracking and delivery', () => {
  let service: TestService;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    service = await startTestService();
    client = clientOf(service);
  });
  afterAll(() => service.close());

  const path = '/api/oms/pvt/orders/tracked-01/invoice/T%2F1';
  let first: unknown;
  beforeAll(async () => {
    await client.place(orderDocument('tracked-01', { seller: 'tracked' }));
    first = await client.accept('tracked-01', notification('T/1'));
  });
  const packageOf = async () => (await client.order('tracked-01')).packageAttachment.packages[0];

  it('PATCH …/invoice/{invoiceNumber} tells the tracking, with the same response', async () => {
    const body = {
      trackingNumber: 'T1',
      trackingUrl: 'https://carrier.test/T1',
      courier: 'Correios',
      dispatchedDate: null,
    };
    expect((await service.send('PATCH', path, { body })).body).toEqual(first);
    expect(await packageOf()).toMatchObject({
      trackingNumber: 'T1',
      trackingUrl: 'https://carrier.test/T1',
      courier: 'Correios',
    });
  });

  it('POST …/invoice/{invoiceNumber} does the same', async () => {
    const body = { trackingNumber: 'T2', dispatchedDate: '2022-10-01' };
    expect((await service.send('POST', path, { body })).body).toEqual(first);
    expect(await packageOf()).toMatchObject({ trackingNumber: 'T2', courier: 'Correios' });
  });

  it('trackingNumber is required', async () => {
    for (const method of ['PATCH', 'POST']) {
      const answer = await service.send(method, path, { body: { courier: 'Correios' } });
      expect(refusalIn(answer)).toEqual({
        status: 400,
        code: 'InvalidDocument',
        fields: ['trackingNumber'],
      });
    }
  });

  it('PUT …/tracking tells the delivery; events already known are dropped', async () => {
    const events = [{ city: 'Rio', state: 'RJ', description: 'Posted', date: '2022-10-01 10:00' }];
    const body = { isDelivered: false, events };
    expect((await service.send('PUT', `${path}/tracking`, { body })).body).toEqual(first);
    const before = await service.countEvents();
    await service.send('PUT', `${path}/tracking`, { body: { events } });
    expect(await service.countEvents()).toBe(before);
    expect((await packageOf())?.courierStatus).toMatchObject({
      finished: false,
      data: [{ city: 'Rio' }],
    });
  });

  it('POST …/tracking does the same, also with isDelivered absent', async () => {
    const delivered = { isDelivered: true, deliveredDate: '2022-10-02 21:15' };
    expect((await service.send('POST', `${path}/tracking`, { body: {} })).body).toEqual(first);
    expect((await service.send('POST', `${path}/tracking`, { body: delivered })).body).toEqual(
      first,
    );
    expect((await packageOf())?.courierStatus).toMatchObject({
      finished: true,
      deliveredDate: expect.stringMatching(/^2022-10-02T21:15/),
    });
  });

  const wrong: ReadonlyArray<
    readonly [method: string, body: unknown, fields: ReadonlyArray<string>]
  > = [
    ['PATCH', { trackingNumber: null }, ['trackingNumber']],
    ['PATCH', { trackingNumber: '  ' }, ['trackingNumber']],
    ['PATCH', { trackingNumber: 'T', courier: 5, trackingUrl: {} }, ['courier', 'trackingUrl']],
    ['PATCH', { trackingNumber: 'T', dispatchedDate: false }, ['dispatchedDate']],
    ['PATCH', [], ['body']],
    ['PUT', { isDelivered: 'yes' }, ['isDelivered']],
    ['PUT', { isDelivered: true, deliveredDate: 'yesterday' }, ['deliveredDate']],
    ['PUT', { isDelivered: true, deliveredDate: '2022-02-30 10:00' }, ['deliveredDate']],
    ['PUT', { events: {} }, ['events']],
    ['PUT', { events: [{ city: 5 }, { state: [] }] }, ['events[0].city', 'events[1].state']],
    ['PUT', { events: ['Rio'] }, ['events[0]']],
  ];
  it.each(wrong)(
    '%s %j: refused, naming the field, nothing written',
    async (method, body, fields) => {
      const before = await service.countEvents();
      const answer = await service.send(method, method === 'PUT' ? `${path}/tracking` : path, {
        body: JSON.stringify(body),
      });
      expect(refusalIn(answer)).toEqual({ status: 400, code: 'InvalidDocument', fields });
      expect(await service.countEvents()).toBe(before);
    },
  );
});

import { describe, expect, it } from '@jest/globals';

import { decodeDelivery } from './delivery';
import { right, sent } from './testing/documents';

const decoded = (document: object) => right(decodeDelivery(sent(document)));

describe('a delivery document', () => {
  it('is read with all that the platform documents', () => {
    const events = [
      {
        city: 'Rio de Janeiro',
        state: 'RJ',
        description: 'Coletado pela transportadora',
        date: '2015-06-23',
      },
      {
        city: 'Sao Paulo',
        state: 'SP',
        description: 'A caminho de Curitiba',
        date: '2015-06-24',
      },
    ];
    expect(decoded({ isDelivered: false, deliveredDate: null, events })).toEqual({
      courier: null,
      trackingNumber: null,
      trackingUrl: null,
      dispatchedDate: null,
      isDelivered: false,
      deliveredDate: null,
      checkpoints: events,
    });
  });

  it.each([[{}], [{ isDelivered: null, deliveredDate: '', events: null }], [{ events: [] }]])(
    'may say nothing: %j',
    (document) => {
      expect(decoded(document)).toMatchObject({
        isDelivered: null,
        deliveredDate: null,
        checkpoints: [],
      });
    },
  );

  it.each([
    '2022-10-01 21:15',
    '2022-10-01 21:15:30',
    '2022-10-01',
    '2022-10-01T21:15:30.5322681-03:00',
  ])('takes %s for the date of delivery and keeps it as sent', (deliveredDate) => {
    expect(decoded({ isDelivered: true, deliveredDate })).toMatchObject({
      isDelivered: true,
      deliveredDate,
    });
  });

  it.each(['2022-02-30 10:00', '2022-10-01  21:15', '01/10/2022', 'yesterday', 20221001])(
    'refuses %p for the date of delivery',
    (deliveredDate) => {
      expect(decodeDelivery(sent({ deliveredDate }))).toMatchObject({
        left: { problems: [{ field: 'deliveredDate', expected: 'deliveryDate' }] },
      });
    },
  );

  it('leaves out events that say nothing', () => {
    const checkpoint = { city: null, state: null, description: 'Posted', date: null };
    expect(decoded({ events: [{}, { city: '' }, { description: 'Posted' }] }).checkpoints).toEqual([
      checkpoint,
    ]);
  });

  it('is told everything that is wrong with it at once', () => {
    expect(
      decodeDelivery(sent({ isDelivered: 'yes', events: [{ city: 1, date: 20150623 }, 'x'] })),
    ).toMatchObject({
      left: {
        problems: [
          { field: 'isDelivered', expected: 'boolean', received: '"yes"' },
          { field: 'events[1]', expected: 'object', received: '"x"' },
        ],
      },
    });
    expect(decodeDelivery(sent({ events: [{ city: 1, date: 20150623 }] }))).toMatchObject({
      left: { problems: [{ field: 'events[0].city' }, { field: 'events[0].date' }] },
    });
  });
});

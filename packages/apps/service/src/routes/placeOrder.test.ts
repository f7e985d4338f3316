import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { exampleOrder } from '../openapi/examples';
import { clientOf, refusalIn } from '../testing/client';
import { startTestService, type TestService } from '../testing/testService';

const acceptance = (orderId: string) => ({
  date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+[+-]\d{2}:\d{2}$/) as unknown,
  orderId,
  receipt: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
});

describe('POST /api/orders', () => {
  let service: TestService;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    service = await startTestService();
    client = clientOf(service);
  });
  afterAll(() => service.close());

  const unchangedBy = async <A>(act: () => Promise<A>): Promise<A> => {
    const before = await service.countEvents();
    const result = await act();
    expect(await service.countEvents()).toBe(before);
    return result;
  };

  it('places an order; the same order again answers the same and writes nothing', async () => {
    const placed = await client.place(exampleOrder);
    expect(placed).toEqual(acceptance(exampleOrder.orderId));
    expect(await unchangedBy(() => client.place(exampleOrder))).toEqual(placed);
  });

  it('another content under the same id: refused with the differing fields', async () => {
    const answer = await unchangedBy(() =>
      service.send('POST', '/api/orders', {
        body: {
          ...exampleOrder,
          value: 9509,
          totals: [{ id: 'Shipping', value: 506 }],
        },
      }),
    );
    expect(refusalIn(answer)).toMatchObject({ status: 409, code: 'OrderAlreadyPlaced' });
    expect(refusalIn(answer).fields).toContain('value');
  });

  it('takes what the platform tells of an order, and ignores what it does not need', async () => {
    await client.place({
      orderId: 'platform-01',
      sequence: '502556',
      marketplaceOrderId: '',
      value: 1160,
      status: 'handling',
      totals: [
        { id: 'Items', name: 'Total dos Itens', value: 1190 },
        { id: 'Discounts', name: 'Total dos Descontos', value: -119 },
        { id: 'Shipping', name: 'Total do Frete', value: 89 },
        { id: 'Tax', name: 'Total da Taxa', value: 0 },
      ],
      items: [
        {
          uniqueId: '87F0945396994B349158C7D9C9941442',
          id: '1234568',
          productId: '9429485',
          ean: null,
          quantity: 2,
          seller: '1',
          name: 'Bay Max L',
          price: 595,
          sellingPrice: 595,
          unitMultiplier: 1,
          priceDefinition: { total: 1190, sellingPrices: [{ value: 595, quantity: 2 }] },
        },
      ],
      sellers: [{ id: '1', name: 'Loja do Suporte' }],
      clientProfileData: { firstName: 'J.', document: '11047867702' },
      storePreferencesData: { currencyCode: 'BRL', currencySymbol: 'R$' },
    });
    const { events } = await client.history('platform-01');
    expect(events[0]?.stored.data).not.toContain('11047867702');
    expect(await client.totals('platform-01')).toMatchObject({ orderedMinor: 1160 });
  });

  const wrong: ReadonlyArray<readonly [string, object, number, string, ReadonlyArray<string>]> = [
    ['no orderId', { ...exampleOrder, orderId: null }, 400, 'InvalidDocument', ['orderId']],
    ['no items', { ...exampleOrder, items: [] }, 400, 'InvalidDocument', ['items']],
    [
      'no currency',
      { ...exampleOrder, storePreferencesData: {} },
      400,
      'InvalidDocument',
      ['storePreferencesData.currencyCode'],
    ],
    [
      'a value of cents and a half',
      { ...exampleOrder, value: 0.5 },
      400,
      'InvalidDocument',
      ['value'],
    ],
    [
      'two sellers',
      {
        ...exampleOrder,
        items: [
          { id: 'a', quantity: 1, price: 1, seller: 'x' },
          { id: 'b', quantity: 1, price: 1, seller: 'y' },
        ],
      },
      400,
      'InvalidDocument',
      ['items[1].seller'],
    ],
    ...(
      [
        ['an item without id', { quantity: 1, price: 1 }, 'items[0].id'],
        ['an item without quantity', { id: 'a', price: 1 }, 'items[0].quantity'],
        ['a quantity of zero', { id: 'a', quantity: 0, price: 1 }, 'items[0].quantity'],
        ['an item without price', { id: 'a', quantity: 1 }, 'items[0].price'],
        ['a price below zero', { id: 'a', quantity: 1, price: -1 }, 'items[0].price'],
        [
          'a multiplier of zero',
          { id: 'a', quantity: 1, price: 1, unitMultiplier: 0 },
          'items[0].unitMultiplier',
        ],
        [
          'a line of more than there are numbers',
          { id: 'a', quantity: 9_000_000_000, price: 9_000_000 },
          'items[0].price',
        ],
      ] as const
    ).map(
      ([row, line, field]) =>
        [row, { ...exampleOrder, items: [line] }, 400, 'InvalidDocument', [field]] as const,
    ),
    [
      'a currency that is none',
      { ...exampleOrder, storePreferencesData: { currencyCode: 'R$' } },
      400,
      'InvalidDocument',
      ['storePreferencesData.currencyCode'],
    ],
    [
      'an orderId of a control character',
      { ...exampleOrder, orderId: 'a\u0007' },
      400,
      'InvalidDocument',
      ['orderId'],
    ],
    [
      'a total without value',
      { ...exampleOrder, totals: [{ id: 'Shipping' }] },
      400,
      'InvalidDocument',
      ['totals[0].value'],
    ],
    [
      'a value that is not the sum',
      { ...exampleOrder, orderId: 'sum-01', value: 9507 },
      422,
      'OrderDoesNotAddUp',
      [],
    ],
  ];
  it.each(wrong)('%s: refused, nothing written', async (_, body, status, code, fields) => {
    const answer = await unchangedBy(() => service.send('POST', '/api/orders', { body }));
    expect(refusalIn(answer)).toEqual({ status, code, fields });
  });
});

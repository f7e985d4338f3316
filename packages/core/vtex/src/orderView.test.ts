import { describe, expect, it } from '@jest/globals';
import type { Timestamp } from '@facture/order';

import { OrderView, orderView } from './orderView';
import { delivering, notifying, orderAfter, placing, tracking } from './testing/orders';
import { documentOrder, right } from './testing/documents';

const [firstItem] = documentOrder.items;

/** Three lines at 50, 30 and nothing, and 20 of shipping. */
const threeLines = {
  value: 100,
  items: [
    { ...firstItem, id: 'a', name: 'A', price: 50, priceDefinition: { total: 50 } },
    { ...firstItem, id: 'b', name: 'B', price: 30, priceDefinition: { total: 30 } },
    { ...firstItem, id: 'c', name: 'C', price: 0, priceDefinition: { total: 0 } },
  ],
  totals: [
    { id: 'Items', value: 80 },
    { id: 'Shipping', value: 20 },
  ],
};

const free = (quantities: ReadonlyArray<number>) => ({
  value: 10,
  items: quantities.map((quantity, index) => ({
    ...firstItem,
    id: `free-${index}`,
    quantity,
    price: 0,
    priceDefinition: { total: 0 },
  })),
  totals: [{ id: 'Shipping', value: 10 }],
});

describe('the view of an order', () => {
  it('shows a placed order', () => {
    expect(orderView(orderAfter(placing()))).toEqual({
      orderId: '00-v5195004lux-01',
      status: 'placed',
      statusDescription: 'Placed',
      value: 9508,
      currentTotal: 9508,
      remaining: 9508,
      toSettle: 0,
      toReimburse: 0,
      creationDate: '2022-11-04T14:49:17.107+00:00',
      invoicedDate: null,
      totals: [
        { id: 'Items', name: 'Items', value: 9003 },
        { id: 'Shipping', name: 'Shipping', value: 505 },
      ],
      sellers: [{ id: '1' }],
      items: [
        {
          itemIndex: 0,
          id: '345117',
          name: '335',
          seller: '1',
          quantity: 1,
          price: 9003,
          priceDefinition: { total: 9003 },
        },
      ],
      packageAttachment: { packages: [] },
      ledger: [],
      storePreferencesData: { currencyCode: 'BRL' },
    });
  });

  it.each([
    ['shipping', 'Shipping'],
    ['tax', 'Tax'],
    ['discount', 'Discounts'],
    ['interest', 'Interest'],
    ['other', 'Other'],
  ] as const)('names a total of the kind %s by it, unless it has a name', (kind, name) => {
    const placed = placing();
    const totalOf = (label: string) => {
      const adjustments = placed.adjustments.map((one) => ({ ...one, kind, label }));
      return orderView(orderAfter({ ...placed, adjustments })).totals[1];
    };
    expect(totalOf(' ')).toEqual({ id: name, name, value: 505 });
    expect(totalOf('Frete')).toEqual({ id: 'Frete', name, value: 505 });
  });

  it('has one package for each invoice, Output and Input', () => {
    const order = orderAfter(
      placing(),
      notifying({ issuanceDate: '2013-11-21T00:00:00-0300', invoiceKey: 'key' }),
      notifying({ type: 'Input', invoiceNumber: 'NFe-00002', invoiceValue: 9003 }),
    );
    const view = orderView(order);
    expect(view).toMatchObject({
      status: 'invoiced',
      statusDescription: 'Invoiced',
      value: 9508,
      currentTotal: 505,
      remaining: 0,
      toSettle: 9508,
      toReimburse: 9003,
      ledger: [
        { invoiceNumber: 'NFe-00001', settle: 9508, reimburse: 0, toSettle: 9508, toReimburse: 0 },
        {
          invoiceNumber: 'NFe-00002',
          date: '2022-11-04T14:49:17.107+00:00',
          settle: 0,
          reimburse: 9003,
          toSettle: 9508,
          toReimburse: 9003,
        },
      ],
    });
    expect(view.packageAttachment.packages).toMatchObject([{}, { type: 'Input', extra: 0 }]);
    expect(view.packageAttachment.packages[0]).toEqual({
      type: 'Output',
      invoiceNumber: 'NFe-00001',
      invoiceValue: 9508,
      issuanceDate: '2013-11-21T03:00:00.000+00:00',
      items: [
        {
          itemIndex: 0,
          id: '345117',
          quantity: 1,
          price: 9003,
          amount: 9003,
          description: '335',
          inferred: false,
        },
      ],
      extra: 505,
      invoiceKey: 'key',
      invoiceUrl: null,
      embeddedInvoice: null,
      courier: null,
      trackingNumber: null,
      trackingUrl: null,
      dispatchedDate: null,
      courierStatus: { status: null, finished: false, deliveredDate: null, data: [] },
      EnableInferItems: false,
    });
  });

  it('keeps the date of the first invoice when another follows', () => {
    const at = '2022-11-05T00:00:00.000Z' as Timestamp;
    const order = orderAfter(
      placing(),
      notifying({ invoiceValue: 9003 }),
      notifying({ invoiceNumber: '2', items: [], invoiceValue: 505 }, at),
    );
    expect(orderView(orderAfter(placing(), notifying({ invoiceValue: 9003 })))).toMatchObject({
      status: 'partially-invoiced',
      statusDescription: 'Partially invoiced',
      currentTotal: 9003,
      invoicedDate: '2022-11-04T14:49:17.107+00:00',
    });
    expect(orderView(order).invoicedDate).toBe('2022-11-04T14:49:17.107+00:00');
  });

  it('shows where a package is', () => {
    const order = orderAfter(
      placing(),
      notifying({ courier: 'PAC' }),
      tracking({ trackingNumber: 'TRK-1', trackingUrl: 'https://t/1', dispatchedDate: 'soon' }),
      delivering({
        events: [{ city: 'Rio', state: 'RJ', description: 'Posted', date: '2015-06-23' }],
      }),
      delivering({
        isDelivered: true,
        deliveredDate: '2022-10-01 21:15',
        events: [{ description: 'Delivered' }],
      }),
    );
    expect(orderView(order).packageAttachment.packages).toMatchObject([
      {
        courier: 'PAC',
        trackingNumber: 'TRK-1',
        trackingUrl: 'https://t/1',
        dispatchedDate: 'soon',
        courierStatus: {
          status: 'ok',
          finished: true,
          deliveredDate: '2022-10-01T21:15:00.000+00:00',
          data: [
            {
              lastChange: '2015-06-23T00:00:00.000+00:00',
              city: 'Rio',
              state: 'RJ',
              description: 'Posted',
              createDate: '2015-06-23T00:00:00.000+00:00',
            },
            { lastChange: null, city: null, description: 'Delivered', createDate: null },
          ],
        },
      },
    ]);
  });

  it.each([{ courier: 'PAC' }, { trackingNumber: 'TRK-1' }])(
    'shows that %j is enough to find a package',
    (known) => {
      const view = orderView(orderAfter(placing(), notifying(known)));
      expect(view.packageAttachment.packages[0]?.courierStatus.status).toBe('ok');
    },
  );

  it('infers the items of a value-only document by largest remainder, and marks them', () => {
    const order = orderAfter(placing(threeLines), notifying({ items: [], invoiceValue: 100 }));
    const inferred = { quantity: 0, inferred: true };
    expect(orderView(order).packageAttachment.packages).toMatchObject([
      {
        EnableInferItems: true,
        extra: 100,
        items: [
          { itemIndex: 0, id: 'a', description: 'A', price: 63, amount: 63, ...inferred },
          { itemIndex: 1, id: 'b', description: 'B', price: 37, amount: 37, ...inferred },
        ],
      },
    ]);
  });

  it('infers by quantities where no line costs anything', () => {
    const order = orderAfter(placing(free([3, 1])), notifying({ items: [], invoiceValue: 10 }));
    expect(orderView(order).packageAttachment.packages).toMatchObject([
      {
        items: [
          { id: 'free-0', amount: 8 },
          { id: 'free-1', amount: 2 },
        ],
      },
    ]);
  });

  it('infers nothing of an order without lines', () => {
    const order = orderAfter(
      { ...placing(free([1])), lines: [] },
      notifying({ items: [], invoiceValue: 10 }),
    );
    expect(orderView(order).packageAttachment.packages).toMatchObject([{ items: [] }]);
  });

  it('is what its codec describes, and no more', () => {
    const order = orderAfter(placing(threeLines), notifying({ items: [], invoiceValue: 60 }));
    expect(right(OrderView.decode(orderView(order)))).toEqual(orderView(order));
  });
});

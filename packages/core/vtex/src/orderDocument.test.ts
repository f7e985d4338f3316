import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { decide, initialState } from '@facture/order';

import { decodeOrderDocument, toPlaceOrder, type OrderDocument } from './orderDocument';
import { documentOrder, jsonOf, right, sent, submission } from './testing/documents';

const [firstItem] = documentOrder.items;

const decodedWith = (changes: object): OrderDocument =>
  right(decodeOrderDocument(sent({ ...documentOrder, ...changes })));

const problemsWith = (changes: object): unknown => {
  const decoded = decodeOrderDocument(sent({ ...documentOrder, ...changes }));
  return E.isLeft(decoded) ? decoded.left.problems : 'accepted';
};

/** The line that an item with these changes makes. */
const lineWith = (changes: object) =>
  decodedWith({ items: [{ ...firstItem, ...changes }] }).lines[0];

const itemProblems = (changes: object): unknown =>
  problemsWith({ items: [{ ...firstItem, ...changes }] });

const noDefinition = { priceDefinition: null };

const placed = (changes: object) =>
  decide(toPlaceOrder(decodedWith(changes), submission), initialState);

describe('an order document', () => {
  it('is the command to place the order', () => {
    expect(toPlaceOrder(decodedWith({}), submission)).toEqual({
      type: 'PlaceOrder',
      orderId: '00-v5195004lux-01',
      commandId: 'command-1',
      at: '2022-11-04T14:49:17.107Z',
      receipt: '527b1ae251264ef1b7a9b597cd8f16b9',
      sellerId: '1',
      currency: 'BRL',
      valueMinor: 9508,
      lines: [
        {
          skuId: '345117',
          description: '335',
          quantity: 1,
          unitPriceMinor: 9003,
          amountMinor: 9003,
          discountMinor: 0,
        },
      ],
      adjustments: [{ kind: 'shipping', label: 'Shipping', amountMinor: 505 }],
    });
    expect(E.isRight(placed({}))).toBe(true);
  });

  it('is told everything that is wrong with it at once', () => {
    expect(
      problemsWith({
        orderId: null,
        value: '95.08',
        items: [{ id: '1' }],
        totals: [{ id: 'Items', value: 1.5 }],
        storePreferencesData: { currencyCode: 'R$' },
        sellers: [{ id: 1.5 }],
      }),
    ).toMatchObject([
      { field: 'orderId', expected: 'name' },
      { field: 'storePreferencesData.currencyCode', expected: 'currency' },
      { field: 'value', expected: 'price' },
      { field: 'items[0].quantity', expected: 'quantity' },
      { field: 'items[0].price', expected: 'price' },
      { field: 'totals[0].value', expected: 'amount' },
      { field: 'sellers[0].id', expected: 'name' },
    ]);
  });

  it.each([[undefined], [null], [{}]])('needs a currency, not %p', (storePreferencesData) => {
    expect(problemsWith({ storePreferencesData })).toEqual([
      { field: 'storePreferencesData.currencyCode', expected: 'currency', received: null },
    ]);
  });

  it('refuses a section that is no object', () => {
    expect(problemsWith({ storePreferencesData: 'BRL' })).toEqual([
      { field: 'storePreferencesData', expected: 'object', received: '"BRL"' },
    ]);
  });

  it('takes a currency in small letters, with space around it', () => {
    expect(decodedWith({ storePreferencesData: { currencyCode: ' brl' } }).currency).toBe('BRL');
  });

  it.each([
    [undefined, null],
    [null, 'null'],
    [[], 'an array of 0'],
  ])('needs items, not %p', (items, received) => {
    expect(problemsWith({ items })).toEqual([{ field: 'items', expected: 'filledList', received }]);
  });

  it('takes its value as an integer or as digits, from zero', () => {
    expect(decodedWith({ value: '9508' }).valueMinor).toBe(9508);
    expect(decodedWith({ value: 0 }).valueMinor).toBe(0);
    expect(problemsWith({ value: -1 })).toMatchObject([{ field: 'value' }]);
  });
});

describe('the amount of a line', () => {
  it('is the total of its price definition', () => {
    expect(lineWith({ quantity: 3, priceDefinition: { total: 26_000 } })).toMatchObject({
      quantity: 3,
      unitPriceMinor: 9003,
      amountMinor: 26_000,
      discountMinor: 1009,
    });
  });

  it('is sellingPrice × quantity without one', () => {
    expect(lineWith({ quantity: 2, sellingPrice: 9000, ...noDefinition })).toMatchObject({
      amountMinor: 18_000,
      discountMinor: 6,
    });
  });

  it('is price × quantity without either', () => {
    expect(lineWith({ quantity: 2, sellingPrice: null, ...noDefinition })).toMatchObject({
      amountMinor: 18_006,
      discountMinor: 0,
    });
  });

  it('is of a multiplier of several digits on either side of its point', () => {
    const weighed = { price: 100, sellingPrice: 100, ...noDefinition };
    expect(lineWith({ ...weighed, unitMultiplier: 12.25 })).toMatchObject({ amountMinor: 1225 });
  });

  it('is 179 for 3 units of 0.3 at 199', () => {
    const weighed = { quantity: 3, price: 199, sellingPrice: 199, unitMultiplier: 0.3 };
    expect(lineWith({ ...weighed, ...noDefinition })).toMatchObject({
      amountMinor: 179,
      discountMinor: 0,
    });
    expect(lineWith({ ...weighed, priceDefinition: { total: 179 } })).toMatchObject({
      amountMinor: 179,
      discountMinor: 0,
    });
  });

  it('rounds half a minor unit up', () => {
    const half = { quantity: 1, price: 1, sellingPrice: 1, unitMultiplier: 0.5, ...noDefinition };
    expect(lineWith(half)?.amountMinor).toBe(1);
  });

  it('has no discount when it costs more than its price', () => {
    expect(lineWith({ priceDefinition: { total: 10_000 } })?.discountMinor).toBe(0);
  });

  it.each([[undefined], [null], [1], ['1.0']])(
    'takes the multiplier %p for one',
    (unitMultiplier) => {
      expect(lineWith({ unitMultiplier, ...noDefinition })?.amountMinor).toBe(9003);
    },
  );

  it.each([0, -1, 'x', '1e3', true, '0.0000000000001'])(
    'refuses the multiplier %p',
    (unitMultiplier) => {
      expect(itemProblems({ unitMultiplier })).toMatchObject([
        { field: 'items[0].unitMultiplier', expected: 'multiplier' },
      ]);
    },
  );

  it('is refused beyond 2^53 − 1, naming the price', () => {
    const price = Number.MAX_SAFE_INTEGER;
    expect(itemProblems({ price, quantity: 2, sellingPrice: 1 })).toMatchObject([
      { field: 'items[0].price', expected: 'lineAmount' },
    ]);
    expect(itemProblems({ price, quantity: 1, sellingPrice: price })).toBe('accepted');
    expect(itemProblems({ sellingPrice: price, quantity: 2 })).toMatchObject([
      { field: 'items[0].sellingPrice', expected: 'lineAmount' },
    ]);
  });

  it('is refused below zero or as a fraction', () => {
    for (const total of [-1, 1.5])
      expect(itemProblems({ priceDefinition: { total } })).toMatchObject([
        { field: 'items[0].priceDefinition.total', expected: 'price' },
      ]);
  });
});

describe('the adjustments of an order', () => {
  const adjustmentsWith = (totals: unknown) => decodedWith({ totals }).adjustments;

  it('are its totals beyond the lines, without those of zero', () => {
    expect(
      adjustmentsWith([
        { id: 'Items', value: 9003 },
        { id: 'Discounts', value: 0 },
        { id: 'Shipping', value: 505 },
        { id: 'Tax', value: '12' },
        { id: 'CustomTax', value: 3 },
        { id: 'Interest', value: 7 },
        { id: 'Change', value: -20 },
        { id: 'Zero', value: 0 },
      ]),
    ).toEqual([
      { kind: 'shipping', label: 'Shipping', amountMinor: 505 },
      { kind: 'tax', label: 'Tax', amountMinor: 12 },
      { kind: 'tax', label: 'CustomTax', amountMinor: 3 },
      { kind: 'interest', label: 'Interest', amountMinor: 7 },
      { kind: 'other', label: 'Change', amountMinor: -20 },
    ]);
  });

  it('have no discount that the lines carry already', () => {
    const items = [{ ...firstItem, quantity: 4, price: 17, priceDefinition: { total: 65 } }];
    const totals = [
      { id: 'Items', value: 68 },
      { id: 'Discounts', value: -3 },
    ];
    const order = decodedWith({ items, totals, value: 65 });
    expect(order.adjustments).toEqual([]);
    expect(order.lines[0]).toMatchObject({ amountMinor: 65, discountMinor: 3 });
    expect(E.isRight(placed({ items, totals, value: 65 }))).toBe(true);
  });

  it('have the discount that the lines do not carry', () => {
    const items = [{ ...firstItem, quantity: 4, price: 17, priceDefinition: { total: 68 } }];
    const totals = [
      { id: 'Items', value: 68 },
      { id: 'Discounts', value: -3 },
    ];
    expect(decodedWith({ items, totals }).adjustments).toEqual([
      { kind: 'discount', label: 'Discounts', amountMinor: -3 },
    ]);
    expect(E.isRight(placed({ items, totals, value: 65 }))).toBe(true);
  });

  it('have what items cost beyond the lines as something else', () => {
    expect(adjustmentsWith([{ id: 'Items', value: 9004 }])).toEqual([
      { kind: 'other', label: 'Discounts', amountMinor: 1 },
    ]);
  });

  it('have a discount as it is when there is no total of items', () => {
    expect(adjustmentsWith([{ id: 'Discounts', value: -3 }])).toEqual([
      { kind: 'discount', label: 'Discounts', amountMinor: -3 },
    ]);
  });

  it.each([[undefined], [null], [[]]])('are none for %p, and the order decides', (totals) => {
    expect(adjustmentsWith(totals)).toEqual([]);
    expect(placed({ totals })).toMatchObject({ left: { type: 'OrderDoesNotAddUp' } });
    expect(E.isRight(placed({ totals, value: 9003 }))).toBe(true);
  });

  it('are refused beyond 2^53 − 1', () => {
    const big = { id: 'Items', value: Number.MAX_SAFE_INTEGER };
    expect(problemsWith({ totals: [big, big] })).toEqual([
      { field: 'totals', expected: 'amount', received: 'an array of 2' },
    ]);
  });
});

describe('the seller of an order', () => {
  const two = (first: unknown, second: unknown) => ({
    items: [
      { ...firstItem, seller: first },
      { ...firstItem, seller: second },
    ],
  });

  it('is that of its items', () => {
    expect(decodedWith(two('lux', 'lux')).sellerId).toBe('lux');
    expect(decodedWith(two(null, 2)).sellerId).toBe('2');
  });

  it('is the first one named when the items name none', () => {
    expect(decodedWith({ ...two(null, undefined), sellers: [{ id: 'lux' }] }).sellerId).toBe('lux');
  });

  it.each([[undefined], [null], [[]], [[{ id: null }]]])('is "1" without any: %j', (sellers) => {
    expect(decodedWith({ ...two(null, null), sellers }).sellerId).toBe('1');
  });

  it('is refused when the items have several, naming the field', () => {
    expect(problemsWith(two('1', '2'))).toEqual([
      { field: 'items[1].seller', expected: 'oneSeller', received: '"2"' },
    ]);
  });
});

it('reads a multiplier by its digits', () => {
  const source = JSON.stringify({
    ...documentOrder,
    items: [{ ...firstItem, unitMultiplier: '@', quantity: 3, price: 199, ...noDefinition }],
  }).replace('"@"', '0.300');
  expect(
    right(decodeOrderDocument(jsonOf(source.replace('"sellingPrice":9003,', '')))).lines[0],
  ).toMatchObject({
    amountMinor: 179,
  });
});

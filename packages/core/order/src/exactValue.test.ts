import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { exactValue } from './exactValue';
import { adjustment, given, invoicing, item, line, ORDER_ID, placing } from './testing/samples';

const order = given(
  placing([line('A', 4, 65), line('B', 1, 35)], [adjustment('shipping', 10)]),
  invoicing('1', 17, [item('A', 1)]),
);

describe('the exact value', () => {
  it('is what the items are booked at, and the share of each adjustment', () => {
    expect(exactValue(order, 'Output', [item('A', 2), item('B', 1)])).toMatchObject(
      // 33 + 35 of the lines; of the shipping 8 at 84 of 100, less 2 at 16.
      E.right({ valueMinor: 33 + 35 + (8 - 2) }),
    );
    expect(exactValue(order, 'Input', [item('A', 1)])).toStrictEqual(
      E.right({
        valueMinor: 16 + 2,
        items: [
          {
            ...item('A', 1),
            bookings: [{ lineIndex: 0, quantity: 1, amountMinor: 16 }],
          },
        ],
      }),
    );
  });

  it('of no item is nothing', () => {
    expect(exactValue(order, 'Output', [])).toEqual(E.right({ valueMinor: 0, items: [] }));
  });

  it('of an item on no line is refused', () => {
    expect(exactValue(order, 'Output', [item('C', 1)])).toStrictEqual(
      E.left({
        type: 'UnknownItem',
        orderId: ORDER_ID,
        skuId: 'C',
        lineIndex: null,
        known: ['A', 'B'],
      }),
    );
  });

  it('of more units than are left is refused', () => {
    expect(exactValue(order, 'Output', [item('A', 4)])).toMatchObject(
      E.left({ type: 'QuantityExceedsLine', left: 3 }),
    );
    expect(exactValue(order, 'Input', [item('A', 2)])).toMatchObject(
      E.left({ type: 'ReturnQuantityExceedsInvoiced', left: 1 }),
    );
  });
});

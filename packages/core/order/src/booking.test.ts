import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { bookItems } from './booking';
import type { DocumentItem } from './events';
import type { PlacedOrder } from './state';
import { given, invoicing, item, line, placing } from './testing/samples';

const order = given(
  placing([line('A', 2, 20), line('B', 1, 5), line('A', 3, 60), line('A', 1, 7)]),
  invoicing('1', 10, [item('A', 1)]),
);

/** The bookings of each item, each as `[line, units, amount]`. */
const bookings = (of: PlacedOrder, items: ReadonlyArray<DocumentItem>): unknown => {
  const booked = bookItems(of, 'Output', items);
  return E.isLeft(booked)
    ? booked.left
    : booked.right.map((each) =>
        each.bookings.map((b) => [b.lineIndex, b.quantity, b.amountMinor]),
      );
};

describe('booking items', () => {
  it('fills the lines of a SKU in index order', () => {
    expect(bookings(order, [item('A', 5)])).toEqual([
      [
        [0, 1, 10],
        [2, 3, 60],
        [3, 1, 7],
      ],
    ]);
    expect(bookings(order, [item('A', 1), item('A', 2), item('A', 2)])).toEqual([
      [[0, 1, 10]],
      [[2, 2, 40]],
      [
        [2, 1, 20],
        [3, 1, 7],
      ],
    ]);
  });

  it('serves items that name their line first, and answers each in its place', () => {
    expect(bookings(order, [item('A', 2), item('B', 1), item('A', 3, 2)])).toEqual([
      [
        [0, 1, 10],
        [3, 1, 7],
      ],
      [[1, 1, 5]],
      [[2, 3, 60]],
    ]);
  });

  it('takes no more than is needed', () => {
    expect(bookings(order, [item('A', 1)])).toEqual([[[0, 1, 10]]]);
  });

  it('of no item books nothing', () => {
    expect(bookings(order, [])).toEqual([]);
  });

  it('tells what the items before leave', () => {
    expect(bookings(order, [item('A', 3), item('A', 3)])).toMatchObject({
      type: 'QuantityExceedsLine',
      left: 2,
      attempted: 3,
    });
  });

  it('finds nothing left on no line, and on another line than the SKU is on', () => {
    expect(bookings(order, [item('C', 1)])).toMatchObject({ skuId: 'C', left: 0 });
    expect(bookings(order, [item('A', 1, 1)])).toMatchObject({ skuId: 'A', left: 0 });
    expect(bookings(order, [item('A', 1, 9)])).toMatchObject({ lineIndex: 9, left: 0 });
  });

  it('of thousands of items and lines takes no time that anybody notices', () => {
    const many = 5000;
    for (const sku of [() => 'A', (index: number) => `S${index.toString()}`]) {
      const lines = Array.from({ length: many }, (_, index) => line(sku(index), 1, 10));
      const items = Array.from({ length: many }, (_, index) => item(sku(index), 1));
      const started = performance.now();
      expect(bookings(given(placing(lines)), items)).toHaveLength(many);
      expect(performance.now() - started).toBeLessThan(5000);
    }
  });
});

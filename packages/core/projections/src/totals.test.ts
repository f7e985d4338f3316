import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { example, MOMENTS } from './testing/example';
import { pastsOf, rightOf } from './testing/histories';
import { OrderTotals, totalsOf, totalsOfEvents } from './totals';

const none = { units: 0, amountMinor: 0, discountMinor: 0 };

const order = { orderId: '00-v5195004lux-01', sellerId: 'lux', currency: 'BRL' };

const first = { lineIndex: 0, skuId: '345117', quantity: 4, amountMinor: 65 };
const second = { lineIndex: 1, skuId: '345118', quantity: 2, amountMinor: 101 };

describe('totalsOfEvents', () => {
  it('counts the order value as current while nothing is invoiced', () => {
    expect(totalsOfEvents(example.slice(0, 1))).toEqual(
      E.right({
        ...order,
        revision: 0,
        updatedAt: MOMENTS.placed,
        status: 'placed',
        orderedMinor: 200,
        invoicedMinor: 0,
        returnedMinor: 0,
        remainingMinor: 200,
        currentMinor: 200,
        toSettleMinor: 0,
        toReimburseMinor: 0,
        lines: [
          { ...first, invoiced: none, returned: none, leftToInvoice: 4, leftToReturn: 0 },
          { ...second, invoiced: none, returned: none, leftToInvoice: 2, leftToReturn: 0 },
        ],
      }),
    );
  });

  it('counts invoiced less returned as current from the first invoice on, partial or not', () => {
    expect(totalsOfEvents(example.slice(0, 4))).toEqual(
      E.right({
        ...order,
        revision: 3,
        updatedAt: MOMENTS.firstReturn,
        status: 'partially-invoiced',
        orderedMinor: 200,
        invoicedMinor: 40,
        returnedMinor: 16,
        remainingMinor: 160,
        currentMinor: 24,
        toSettleMinor: 40,
        toReimburseMinor: 16,
        lines: [
          {
            ...first,
            invoiced: { units: 2, amountMinor: 33, discountMinor: 2 },
            returned: { units: 1, amountMinor: 16, discountMinor: 1 },
            leftToInvoice: 2,
            leftToReturn: 1,
          },
          { ...second, invoiced: none, returned: none, leftToInvoice: 2, leftToReturn: 0 },
        ],
      }),
    );
  });

  it('counts every unit as invoiced once the order is, and shows which were itemised', () => {
    expect(totalsOfEvents(example)).toEqual(
      E.right({
        ...order,
        revision: 5,
        updatedAt: MOMENTS.delivered,
        status: 'invoiced',
        orderedMinor: 200,
        invoicedMinor: 200,
        returnedMinor: 16,
        remainingMinor: 0,
        currentMinor: 184,
        toSettleMinor: 200,
        toReimburseMinor: 16,
        lines: [
          {
            ...first,
            invoiced: { units: 2, amountMinor: 33, discountMinor: 2 },
            returned: { units: 1, amountMinor: 16, discountMinor: 1 },
            leftToInvoice: 0,
            leftToReturn: 3,
          },
          { ...second, invoiced: none, returned: none, leftToInvoice: 0, leftToReturn: 2 },
        ],
      }),
    );
  });

  it('changes nothing but revision and time when a package is tracked', () => {
    const before = rightOf(totalsOfEvents(example.slice(0, 2)));
    expect(totalsOfEvents(example.slice(0, 3))).toEqual(E.right({ ...before, revision: 2 }));
  });

  it('refuses a history with a gap', () => {
    expect(totalsOfEvents(example.filter((_, n) => n !== 2))).toEqual(
      E.left({ type: 'RevisionGap', orderId: order.orderId, expected: 2, actual: 3 }),
    );
  });
});

describe('totalsOf', () => {
  it('gives the totals of a replayed order at each of its revisions', () => {
    for (const { recorded, order: replayed, last } of pastsOf(example.map(({ event }) => event)))
      expect(totalsOf(replayed, last)).toEqual(rightOf(totalsOfEvents(recorded)));
  });
});

describe('OrderTotals', () => {
  it('reads back what was written as JSON, and drops nothing', () => {
    const totals = rightOf(totalsOfEvents(example));
    expect(OrderTotals.decode(JSON.parse(JSON.stringify(totals)))).toEqual(E.right(totals));
  });

  it.each([{ status: 'canceled' }, { invoicedMinor: 0.5 }, { revision: -1 }, { lines: [{}] }])(
    'refuses %p',
    (wrong) => {
      const totals = rightOf(totalsOfEvents(example));
      expect(OrderTotals.is(totals)).toBe(true);
      expect(OrderTotals.is({ ...totals, ...wrong })).toBe(false);
    },
  );
});

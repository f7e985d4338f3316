import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import type { EventAtRevision } from './sequence';
import { applyToSummary, OrderSummary, summarise } from './summary';
import { example, MOMENTS } from './testing/example';

const orderId = '00-v5195004lux-01';

const summaryAt = (revision: number): OrderSummary => {
  const summary = summarise(example.slice(0, revision + 1));
  if (E.isLeft(summary)) throw new Error(summary.left.type);
  return summary.right;
};

const recordedAt = (revision: number): EventAtRevision => {
  const recorded = example[revision];
  if (recorded === undefined) throw new Error('beyond the example');
  return recorded;
};

describe('applyToSummary', () => {
  it('begins with the placing of the order', () => {
    expect(applyToSummary(undefined, recordedAt(0))).toEqual(
      E.right({
        orderId,
        sellerId: 'lux',
        currency: 'BRL',
        revision: 0,
        updatedAt: MOMENTS.placed,
        orderedMinor: 200,
        invoicedMinor: 0,
        returnedMinor: 0,
        lines: [
          {
            skuId: '345117',
            quantity: 4,
            amountMinor: 65,
            discountMinor: 3,
            invoicedUnits: 0,
            returnedUnits: 0,
          },
          {
            skuId: '345118',
            quantity: 2,
            amountMinor: 101,
            discountMinor: 0,
            invoicedUnits: 0,
            returnedUnits: 0,
          },
        ],
      }),
    );
  });

  it('adds what an invoice names to its lines', () => {
    const { lines, invoicedMinor } = summaryAt(1);
    expect(invoicedMinor).toBe(40);
    expect(lines.map((line) => line.invoicedUnits)).toEqual([2, 0]);
    expect(lines.map((line) => line.returnedUnits)).toEqual([0, 0]);
  });

  it('adds what a return names to its lines', () => {
    const { lines, invoicedMinor, returnedMinor } = summaryAt(3);
    expect([invoicedMinor, returnedMinor]).toEqual([40, 16]);
    expect(lines.map((line) => line.invoicedUnits)).toEqual([2, 0]);
    expect(lines.map((line) => line.returnedUnits)).toEqual([1, 0]);
  });

  it('adds up a line that one document names twice', () => {
    const twice = recordedAt(1);
    if (twice.event.type !== 'InvoiceAdded') throw new Error('not the invoice');
    const { data } = twice.event;
    const event = { ...twice.event, data: { ...data, items: [...data.items, ...data.items] } };
    const summary = applyToSummary(summaryAt(0), { revision: 1, event });
    expect(E.map(({ lines }: OrderSummary) => lines[0]?.invoicedUnits)(summary)).toEqual(
      E.right(4),
    );
  });

  it('leaves the sums and lines as they were when a package is tracked', () => {
    expect(applyToSummary(summaryAt(1), recordedAt(2))).toEqual(
      E.right({ ...summaryAt(1), revision: 2 }),
    );
  });

  it('leaves the sums and lines as they were when the order is placed once more', () => {
    const again = { event: recordedAt(0).event, revision: 2 };
    expect(applyToSummary(summaryAt(1), again)).toEqual(
      E.right({ ...summaryAt(1), revision: 2, updatedAt: MOMENTS.placed }),
    );
  });

  it.each([0, 1])('changes nothing by event %p once it is in the summary', (revision) => {
    const row = summaryAt(1);
    expect(E.toUnion(applyToSummary(row, recordedAt(revision)))).toBe(row);
  });

  it('reports a gap', () => {
    expect(applyToSummary(summaryAt(1), recordedAt(3))).toEqual(
      E.left({ type: 'RevisionGap', orderId, expected: 2, actual: 3 }),
    );
  });

  it('reports a gap before the first event', () => {
    expect(applyToSummary(undefined, recordedAt(2))).toEqual(
      E.left({ type: 'RevisionGap', orderId, expected: 0, actual: 2 }),
    );
  });

  it('refuses to begin with another event', () => {
    expect(applyToSummary(undefined, { ...recordedAt(1), revision: 0 })).toEqual(
      E.left({ type: 'OrderNotPlaced', firstEvent: 'InvoiceAdded' }),
    );
  });
});

describe('summarise', () => {
  it('reports a gap', () => {
    expect(summarise([recordedAt(0), recordedAt(2)])).toEqual(
      E.left({ type: 'RevisionGap', orderId, expected: 1, actual: 2 }),
    );
  });

  it('refuses an empty history', () => {
    expect(summarise([])).toEqual(E.left({ type: 'OrderNotPlaced', firstEvent: null }));
  });
});

describe('OrderSummary', () => {
  it('reads back what was written as JSON, and drops nothing', () => {
    const row = summaryAt(5);
    expect(OrderSummary.decode(JSON.parse(JSON.stringify(row)))).toEqual(E.right(row));
  });
});

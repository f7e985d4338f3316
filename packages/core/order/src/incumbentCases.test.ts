import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import type { AddDocument, OrderCommand, PlaceOrder } from './commands';
import type { DocumentItem, DocumentType } from './events';
import { exactValue } from './exactValue';
import { decide, evolve, replay } from './order';
import { currentTotal, remaining, returnable, statusOf, type PlacedOrder } from './state';
import { eventsOf, placedIn } from './testing/moments';
import {
  accepted,
  adjustment,
  amountOf,
  given,
  invoiceNumberOf,
  invoicing,
  item,
  line,
  placing,
  refusal,
  returning,
  telling,
  timestampOf,
} from './testing/samples';

// The cases at which the incumbent platform fails, by their numbers.

const preview = (
  order: PlacedOrder,
  documentType: DocumentType,
  items: ReadonlyArray<DocumentItem>,
): number => {
  const exact = exactValue(order, documentType, items);
  if (E.isLeft(exact)) throw new Error(exact.left.type);
  return exact.right.valueMinor;
};

/** Sends a document of each type for each chunk at its exact value: their values. */
const followed = (
  placed: PlaceOrder,
  documentType: DocumentType,
  chunks: ReadonlyArray<ReadonlyArray<DocumentItem>>,
): ReadonlyArray<number> => {
  let order =
    documentType === 'Output' ? given(placed) : given(placed, invoicing('all', placed.valueMinor));
  return chunks.map((items, index) => {
    const value = preview(order, documentType, items);
    const document = { ...invoicing(`no ${index.toString()}`, value, items), documentType };
    order = placedIn(accepted(document, order).reduce(evolve, order));
    return value;
  });
};

const after = (order: PlacedOrder, command: OrderCommand): PlacedOrder =>
  placedIn(accepted(command, order).reduce(evolve, order));

const bookedAmounts = (command: AddDocument, order: PlacedOrder): ReadonlyArray<number> =>
  accepted(command, order).flatMap((event) =>
    event.type === 'InvoiceAdded' || event.type === 'ReturnInvoiced'
      ? event.data.items.flatMap(({ bookings }) => bookings.map((b) => b.amountMinor))
      : [],
  );

describe('case 1: 4 units at 17 less 3 in all', () => {
  const asLine = placing([line('A', 4, 65, { discountMinor: amountOf(3) })]);
  const asAdjustment = placing([line('A', 4, 68)], [adjustment('discount', -3)]);
  const partitions = [[4], [1, 3], [3, 1], [2, 2], [1, 1, 2], [1, 2, 1], [2, 1, 1], [1, 1, 1, 1]];

  it.each(partitions.map((partition) => [partition] as const))(
    'documents of %j units that follow the preview sum to 65, and so do their refunds',
    (partition) => {
      const chunks = partition.map((quantity) => [item('A', quantity)]);
      for (const placed of [asLine, asAdjustment])
        for (const documentType of ['Output', 'Input'] as const)
          expect(followed(placed, documentType, chunks).reduce((a, b) => a + b)).toBe(65);
    },
  );

  it('unit by unit they are 16, 17, 16 and 16', () => {
    const units = [1, 1, 1, 1].map((quantity) => [item('A', quantity)]);
    expect(followed(asLine, 'Output', units)).toEqual([16, 17, 16, 16]);
    expect(followed(asLine, 'Input', units)).toEqual([16, 17, 16, 16]);
  });
});

describe('case 2: 101 over 2 units', () => {
  const placed = placing([line('A', 2, 101)]);
  const unit = [item('A', 1)];

  it('is 51 + 50 on one line, and the refund of either unit works', () => {
    expect(followed(placed, 'Output', [unit, unit])).toEqual([51, 50]);
    expect(followed(placed, 'Input', [unit, unit])).toEqual([51, 50]);
    const first = given(placed, invoicing('1', 51, unit));
    expect(bookedAmounts(returning('R1', 51, unit), first)).toEqual([51]);
    const second = after(first, invoicing('2', 50, unit));
    expect(bookedAmounts(returning('R1', 51, unit), second)).toEqual([51]);
    expect(bookedAmounts(returning('R1', 50, unit), second)).toEqual([51]);
  });
});

describe('case 3: invoice one of two units, return it, then invoice the other', () => {
  it('an Input uses up no Output capacity', () => {
    const unit = [item('A', 1)];
    const order = given(
      placing([line('A', 2, 20)]),
      invoicing('1', 10, unit),
      returning('R1', 10, unit),
      invoicing('2', 10, unit),
    );
    expect(statusOf(order)).toBe('invoiced');
    expect(order).toMatchObject({ invoicedMinor: 20, returnedMinor: 10 });
    expect(currentTotal(order)).toBe(10);
  });
});

describe('case 4: the same SKU on two lines, different prices', () => {
  const order = given(
    placing([line('A', 2, 20), line('A', 2, 50)]),
    invoicing('1', 25, [item('A', 1, 1)]),
  );

  it('each line has its own remaining quantity and refunds', () => {
    expect(order.lines.map((each) => each.invoicedUnits)).toEqual([0, 1]);
    expect(refusal(invoicing('2', 25, [item('A', 2, 1)]), order)).toMatchObject({ left: 1 });
    expect(bookedAmounts(invoicing('2', 20, [item('A', 2, 0)]), order)).toEqual([20]);
    expect(bookedAmounts(returning('R1', 25, [item('A', 1)]), order)).toEqual([25]);
    expect(refusal(returning('R1', 10, [item('A', 1, 0)]), order)).toMatchObject({ left: 0 });
  });

  it('lines are filled in index order by what is left on each', () => {
    expect(accepted(invoicing('2', 45, [item('A', 3)]), order)).toMatchObject([
      {
        data: {
          items: [
            {
              bookings: [
                { lineIndex: 0, quantity: 2, amountMinor: 20 },
                { lineIndex: 1, quantity: 1, amountMinor: 25 },
              ],
            },
          ],
        },
      },
    ]);
    expect(refusal(invoicing('2', 45, [item('A', 4)]), order)).toMatchObject({ left: 3 });
  });

  it('items that name their line are served first and stay in their places', () => {
    const items = [item('A', 1), item('A', 2, 0)];
    expect(accepted(invoicing('2', 45, items), order)).toMatchObject([
      {
        data: {
          items: [
            { lineIndex: null, bookings: [{ lineIndex: 1, quantity: 1, amountMinor: 25 }] },
            { lineIndex: 0, bookings: [{ lineIndex: 0, quantity: 2, amountMinor: 20 }] },
          ],
        },
      },
    ]);
  });
});

describe('cases 5 and 6: invoices racing for the last cent', () => {
  const placed = placing([line('A', 2, 101)]);
  const racers = ['1', '2', '3'].map((number) => invoicing(number, 1));

  it('the loser that decides again is refused: never both, never neither', () => {
    const last = given(placed, invoicing('first', 100));
    for (const winner of racers) {
      expect(refusal(winner, last)).toBeUndefined();
      const won = after(last, winner);
      expect(statusOf(won)).toBe('invoiced');
      for (const loser of racers.filter((racer) => racer !== winner))
        expect(refusal(loser, won)).toMatchObject({
          type: 'InvoiceExceedsOrder',
          remaining: { amountMinor: 0 },
        });
    }
  });

  it('in any order of arrival no Output goes above the order value', () => {
    const documents = [60, 60, 41, 41].map((value, i) => invoicing(`n${i.toString()}`, value));
    for (const first of documents)
      for (const second of documents) {
        const events = [placed, first, second, ...documents].reduce<ReturnType<typeof eventsOf>>(
          (before, command) => [...before, ...eventsOf(decide(command, replay(before)))],
          [],
        );
        expect(remaining(placedIn(replay(events)))).toBeGreaterThanOrEqual(0);
      }
  });
});

describe('case 7: two equal-valued returns in a row', () => {
  it('are two returns', () => {
    const order = given(
      placing([line('A', 2, 20)]),
      invoicing('1', 20, [item('A', 2)]),
      returning('R1', 10, [item('A', 1)]),
      returning('R2', 10, [item('A', 1)]),
    );
    expect(order.returnedMinor).toBe(20);
    expect([...order.documents.keys()]).toEqual(['1', 'R1', 'R2']);
  });
});

describe('case 8: numbers with any character', () => {
  it.each(['A/1', 'A#1', 'inner space', '50%', 'ação', '__proto__', 'constructor'])(
    '%s is invoiced, tracked and returned like any other',
    (number) => {
      const order = given(
        placing([line('A', 1, 10)]),
        invoicing(number, 10, [item('A', 1)]),
        telling(number, { courier: 'C' }),
        returning(`${number}-R`, 10, [item('A', 1)]),
        telling(`${number}-R`, { isDelivered: true }),
      );
      const document = order.documents.get(invoiceNumberOf(number));
      expect(document?.tracking.courier).toBe('C');
      expect(order.documents.get(invoiceNumberOf(`${number}-R`))?.tracking.isDelivered).toBe(true);
      expect(order.returnedMinor).toBe(10);
    },
  );
});

describe('case 9: a return of an order with interest or shipping', () => {
  const placed = placing(
    [line('A', 1, 100)],
    [adjustment('shipping', 20), adjustment('interest', 7)],
  );

  it.each([[[127]], [[100, 27]], [[1, 126]], [[42, 42, 43]]])(
    'goes up to what was invoiced, in Inputs of %j',
    (values) => {
      const returns = values.map((value, index) => returning(`R${index.toString()}`, value));
      const order = given(placed, invoicing('1', 127, [item('A', 1)]), ...returns);
      expect(returnable(order)).toBe(0);
      expect(refusal(returning('more', 1), order)).toMatchObject({ type: 'ReturnExceedsInvoiced' });
    },
  );
});

describe('case 10: the list and the detail of an order', () => {
  it('never disagree: both are folds of the same events', () => {
    const commands = [
      placing([line('A', 2, 20)]),
      invoicing('1', 10, [item('A', 1)], { tracking: telling('1', { courier: 'C' }).tracking }),
      returning('R1', 10, [item('A', 1)]),
    ] as const;
    const events = commands.reduce<ReturnType<typeof eventsOf>>(
      (before, command) => [...before, ...eventsOf(decide(command, replay(before)))],
      [],
    );
    expect(replay(events)).toStrictEqual(given(...commands));
  });
});

describe('case 11: the first tracking event', () => {
  it('counts', () => {
    const stop = { city: 'Rio', state: 'RJ', description: 'Posted', date: '2013-11-22' };
    const order = given(
      placing([line('A', 1, 10)]),
      invoicing('1', 10),
      telling('1', { checkpoints: [stop] }),
    );
    expect(order.documents.get(invoiceNumberOf('1'))?.tracking.checkpoints).toEqual([stop]);
  });
});

describe('case 12: a zero-priced line', () => {
  const placed = placing([line('gift', 2, 0), line('A', 2, 20)]);

  it('can be invoiced and returned', () => {
    const order = given(
      placed,
      invoicing('1', 10, [item('gift', 1), item('A', 1)]),
      invoicing('2', 10, [item('gift', 1), item('A', 1)]),
      returning('R1', 10, [item('gift', 2), item('A', 1)]),
    );
    expect(order.lines.map((each) => [each.invoicedUnits, each.returnedUnits])).toEqual([
      [2, 2],
      [2, 1],
    ]);
  });

  it('never soaks up the return of another line', () => {
    const order = given(
      placing([line('A', 2, 0), line('A', 2, 20)]),
      invoicing('1', 20, [item('A', 2, 1)]),
    );
    expect(bookedAmounts(returning('R1', 10, [item('A', 1, 1)]), order)).toEqual([10]);
    const partial = given(
      placing([line('A', 2, 0), line('A', 2, 20)]),
      invoicing('1', 10, [item('A', 1, 1)]),
    );
    expect(bookedAmounts(returning('R1', 10, [item('A', 1)]), partial)).toEqual([10]);
  });

  it('alone shares adjustments by quantity', () => {
    const free = placing([line('gift', 3, 0)], [adjustment('shipping', 10)]);
    const unit = [item('gift', 1)];
    expect(followed(free, 'Output', [unit, unit, unit])).toEqual([3, 4, 3]);
    expect(followed(free, 'Input', [unit, unit, unit])).toEqual([3, 4, 3]);
  });
});

describe('case 13: a partial invoice', () => {
  it('never rewrites an earlier date', () => {
    const order = given(
      placing([line('A', 2, 20)]),
      invoicing('1', 10),
      invoicing('2', 10, [], { issuedAt: timestampOf('2020-01-01T00:00:00.000Z') }),
    );
    expect([...order.documents.values()].map(({ data }) => data.issuedAt)).toEqual([
      '2013-11-21T00:00:00.000Z',
      '2020-01-01T00:00:00.000Z',
    ]);
  });
});

describe('case 14: fractional multipliers', () => {
  it('3 × 0.3 at 199 invoiced unit by unit sums to 179', () => {
    const unit = [item('A', 1)];
    const placed = placing([line('A', 3, 179, { unitPriceMinor: amountOf(199) })]);
    expect(followed(placed, 'Output', [unit, unit, unit])).toEqual([60, 59, 60]);
    expect(followed(placed, 'Output', [unit, [item('A', 2)]])).toEqual([60, 119]);
    expect(followed(placed, 'Input', [[item('A', 3)]])).toEqual([179]);
  });
});

import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import type { AddDocument } from './commands';
import { decide, evolve } from './order';
import { initialState, statusOf, type OrderState } from './state';
import {
  accepted,
  adjustment,
  AT,
  amountOf,
  BRL,
  commandIdOf,
  given,
  invoiceNumberOf,
  invoicing,
  item,
  line,
  ORDER_ID,
  placing,
  RECEIPT,
  receiptOf,
  refusal,
  returning,
  SELLER_ID,
  telling,
  timestampOf,
  tracking,
} from './testing/samples';

// Each row of the table "What a notification does" that is decided here, in its order.

const placed = placing([line('345117', 1, 9003)], [adjustment('shipping', 505)]);
const documented = invoicing('NFe-00001', 9508, [item('345117', 1)]);
const money = (amountMinor: number) => ({ amountMinor, currency: BRL });
const types = (command: AddDocument, state: OrderState): ReadonlyArray<string> =>
  accepted(command, state).map(({ type }) => type);

/** The same request, sent another time: another id, another moment. */
const later = <C extends AddDocument>(command: C): C => ({
  ...command,
  commandId: commandIdOf('later'),
  at: timestampOf('2020-02-02T02:02:02.222Z'),
});

describe('no such order', () => {
  it.each([documented, returning('R1', 1), telling('NFe-00001', { courier: 'C' })])(
    'is refused as OrderNotFound',
    (command) => {
      expect(refusal(command, initialState)).toStrictEqual({
        type: 'OrderNotFound',
        orderId: ORDER_ID,
      });
    },
  );
});

describe('Output, number unused, value ≤ remaining', () => {
  it('is added with every field', () => {
    expect(accepted(documented, given(placed))).toStrictEqual([
      {
        type: 'InvoiceAdded',
        data: {
          orderId: ORDER_ID,
          sellerId: SELLER_ID,
          invoiceNumber: 'NFe-00001',
          currency: BRL,
          valueMinor: 9508,
          extraMinor: 505,
          items: [
            {
              skuId: '345117',
              lineIndex: null,
              quantity: 1,
              unitPriceMinor: 0,
              description: null,
              bookings: [{ lineIndex: 0, quantity: 1, amountMinor: 9003 }],
            },
          ],
          issuanceDate: '2013-11-21T00:00:00',
          issuedAt: '2013-11-21T00:00:00.000Z',
          invoiceKey: null,
          invoiceUrl: null,
          embeddedInvoice: null,
          receipt: RECEIPT,
          occurredAt: AT,
        },
      },
    ]);
  });

  it('records an extra that is negative where the document says less than its items', () => {
    expect(accepted(invoicing('1', 9000, [item('345117', 1)]), given(placed))).toMatchObject([
      { data: { extraMinor: -3 } },
    ]);
  });

  it('is added with its tracking when it carries some', () => {
    const told = tracking({ courier: 'Correios', checkpoints: [] });
    expect(accepted({ ...documented, tracking: told }, given(placed))).toMatchObject([
      { type: 'InvoiceAdded' },
      {
        type: 'TrackingUpdated',
        data: { invoiceNumber: 'NFe-00001', courier: 'Correios', occurredAt: AT },
      },
    ]);
  });

  it('makes the order partially invoiced, then invoiced', () => {
    const order = given(placed, invoicing('1', 9507));
    expect(statusOf(given(placed))).toBe('placed');
    expect(statusOf(order)).toBe('partially-invoiced');
    expect(statusOf(given(placed, invoicing('1', 9507), invoicing('2', 1)))).toBe('invoiced');
  });
});

describe('Output, value > remaining', () => {
  it('is refused with what remains and what was attempted', () => {
    expect(refusal(invoicing('1', 9509), given(placed))).toStrictEqual({
      type: 'InvoiceExceedsOrder',
      orderId: ORDER_ID,
      remaining: money(9508),
      attempted: money(9509),
    });
    expect(refusal(invoicing('2', 9), given(placed, invoicing('1', 9500)))).toStrictEqual({
      type: 'InvoiceExceedsOrder',
      orderId: ORDER_ID,
      remaining: money(8),
      attempted: money(9),
    });
  });

  it('is refused on an invoiced order, whose status no command changes', () => {
    expect(refusal(invoicing('2', 1), given(placed, documented))).toMatchObject({
      type: 'InvoiceExceedsOrder',
      remaining: money(0),
    });
  });
});

describe('a value that is not above zero', () => {
  it.each([0, -1])('%d is refused as out of range', (value) => {
    for (const document of [invoicing('1', value), returning('1', value)])
      expect(refusal(document, given(placed))).toStrictEqual({
        type: 'AmountOutOfRange',
        orderId: ORDER_ID,
        field: 'valueMinor',
        minimum: money(1),
        maximum: money(Number.MAX_SAFE_INTEGER),
        attempted: value.toString(),
      });
  });
});

describe('Input, number unused, value and quantities within what was invoiced', () => {
  it('is a return of its value', () => {
    const order = given(placed, documented, returning('R1', 9000, [item('345117', 1)]));
    expect(accepted(returning('R2', 508), order)).toMatchObject([
      { type: 'ReturnInvoiced', data: { valueMinor: 508, extraMinor: 508, items: [] } },
    ]);
    expect(order).toMatchObject({ invoicedMinor: 9508, returnedMinor: 9000 });
    expect(statusOf(order)).toBe('invoiced');
  });

  it('needs no complete order', () => {
    const order = given(placing([line('A', 2, 20)]), invoicing('1', 10, [item('A', 1)]));
    expect(types(returning('R1', 10, [item('A', 1)]), order)).toEqual(['ReturnInvoiced']);
  });
});

describe('Input beyond that', () => {
  const half = given(placing([line('A', 2, 20)]), invoicing('1', 10, [item('A', 1)]));

  it('in value is refused with what may still be returned', () => {
    expect(refusal(returning('R1', 11), half)).toStrictEqual({
      type: 'ReturnExceedsInvoiced',
      orderId: ORDER_ID,
      returnable: money(10),
      attempted: money(11),
    });
  });

  it('in quantity is refused with what may still be returned', () => {
    expect(refusal(returning('R1', 10, [item('A', 2)]), half)).toStrictEqual({
      type: 'ReturnQuantityExceedsInvoiced',
      orderId: ORDER_ID,
      skuId: 'A',
      lineIndex: null,
      left: 1,
      attempted: 2,
    });
    expect(refusal(returning('R1', 10, [item('A', 2, 0)]), half)).toMatchObject({ lineIndex: 0 });
  });
});

describe('a number already accepted for this order', () => {
  const order = given(placed, { ...documented, tracking: tracking({ courier: 'C' }) });

  it('with the same content writes nothing', () => {
    expect(decide(later(documented), order)).toStrictEqual(E.right([]));
    expect(decide(later({ ...documented, receipt: receiptOf('0'.repeat(32)) }), order)).toEqual(
      E.right([]),
    );
  });

  it('with the same content writes nothing though the order has gone on', () => {
    const gone = given(placed, documented, returning('R1', 9508, [item('345117', 1)]));
    expect(decide(later(documented), gone)).toEqual(E.right([]));
    expect(decide(later(returning('R1', 9508, [item('345117', 1)])), gone)).toEqual(E.right([]));
  });

  it('with the same instant in another spelling is the same content', () => {
    const spelled = { ...documented, issuanceDate: '2013-11-20T21:00:00-03:00' };
    expect(decide(later(spelled), order)).toEqual(E.right([]));
  });

  it('with the same content but for tracking updates the tracking', () => {
    const news = { ...documented, tracking: tracking({ courier: 'C', trackingNumber: 'T' }) };
    expect(accepted(later(news), order)).toMatchObject([
      { type: 'TrackingUpdated', data: { courier: null, trackingNumber: 'T' } },
    ]);
  });

  it('with the same content and the same tracking writes nothing', () => {
    const same = { ...documented, tracking: tracking({ courier: 'C' }) };
    expect(decide(later(same), order)).toEqual(E.right([]));
  });

  const refused = (command: AddDocument) => refusal(later(command), order);

  it('is refused for its content before anything else is looked at', () => {
    expect(refused({ ...documented, valueMinor: amountOf(0) })).toMatchObject({
      type: 'InvoiceNumberAlreadyUsed',
    });
    expect(refused({ ...documented, items: [item('unknown', 9)] })).toMatchObject({
      type: 'InvoiceNumberAlreadyUsed',
    });
  });

  it('used by an Output cannot be used by an Input', () => {
    expect(refused({ ...documented, documentType: 'Input' })).toMatchObject({
      differences: [{ field: 'documentType', accepted: 'Output', attempted: 'Input' }],
    });
  });
});

describe('an item id that is on no line', () => {
  const order = given(placing([line('A', 1, 1), line('B', 1, 1), line('A', 1, 1)]));

  it('is refused, listing the ids there are', () => {
    expect(refusal(invoicing('1', 1, [item('A', 1), item('C', 1)]), order)).toStrictEqual({
      type: 'UnknownItem',
      orderId: ORDER_ID,
      skuId: 'C',
      lineIndex: null,
      known: ['A', 'B'],
    });
  });

  it('or not on the line it names is refused', () => {
    expect(refusal(returning('1', 1, [item('A', 1, 1)]), order)).toMatchObject({
      type: 'UnknownItem',
      skuId: 'A',
      lineIndex: 1,
    });
    expect(refusal(invoicing('1', 1, [item('A', 1, 3)]), order)).toMatchObject({ lineIndex: 3 });
  });
});

describe('more of a line than is left to invoice', () => {
  const order = given(placing([line('A', 4, 40)]), invoicing('1', 10, [item('A', 3)]));

  it('is refused with what is left', () => {
    expect(refusal(invoicing('2', 1, [item('A', 2)]), order)).toStrictEqual({
      type: 'QuantityExceedsLine',
      orderId: ORDER_ID,
      skuId: 'A',
      lineIndex: null,
      left: 1,
      attempted: 2,
    });
    expect(refusal(invoicing('2', 1, [item('A', 2, 0)]), order)).toMatchObject({ lineIndex: 0 });
  });

  it('over two items of one document is refused with what the first leaves', () => {
    expect(refusal(invoicing('2', 1, [item('A', 1), item('A', 1)]), order)).toMatchObject({
      type: 'QuantityExceedsLine',
      left: 0,
      attempted: 1,
    });
  });
});

describe('items missing or empty', () => {
  const order = given(placing([line('A', 2, 20)]), invoicing('1', 15));

  it('is accepted as a value-only document, all extra, which changes no quantity', () => {
    expect([...order.documents.values()].map(({ data }) => data)).toMatchObject([
      { valueMinor: 15, extraMinor: 15, items: [] },
    ]);
    expect(order.lines).toMatchObject([{ invoicedUnits: 0, returnedUnits: 0 }]);
    expect(types(invoicing('2', 5, [item('A', 2)]), order)).toEqual(['InvoiceAdded']);
  });

  it('leaves nothing to return by items until the order is invoiced, then everything', () => {
    const back = returning('R1', 20, [item('A', 2)]);
    expect(refusal({ ...back, valueMinor: amountOf(15) }, order)).toMatchObject({
      type: 'ReturnQuantityExceedsInvoiced',
      left: 0,
    });
    const invoiced = given(placing([line('A', 2, 20)]), invoicing('1', 15), invoicing('2', 5));
    expect(accepted(back, invoiced)).toMatchObject([{ data: { valueMinor: 20, extraMinor: 0 } }]);
  });
});

describe('tracking for an unknown invoice', () => {
  it('is refused', () => {
    expect(refusal(telling('2', { courier: 'C' }), given(placed, documented))).toStrictEqual({
      type: 'InvoiceNotFound',
      orderId: ORDER_ID,
      invoiceNumber: '2',
    });
  });
});

describe('tracking or delivery that changes nothing', () => {
  const stop = { city: 'Rio', state: 'RJ', description: 'Posted', date: null };
  const news = telling('NFe-00001', {
    courier: 'C',
    trackingNumber: 'T',
    trackingUrl: 'U',
    dispatchedDate: 'D',
    isDelivered: false,
    deliveredDate: 'E',
    checkpoints: [stop],
  });
  const order = given(placed, documented, news);

  it('is accepted and writes nothing', () => {
    expect(decide(news, order)).toStrictEqual(E.right([]));
    expect(decide(telling('NFe-00001', {}), order)).toStrictEqual(E.right([]));
  });

  it('states only what changes', () => {
    expect(
      accepted(
        telling('NFe-00001', {
          ...news.tracking,
          isDelivered: true,
          checkpoints: [stop, { ...stop, state: null }],
        }),
        order,
      ),
    ).toStrictEqual([
      {
        type: 'TrackingUpdated',
        data: {
          orderId: ORDER_ID,
          invoiceNumber: 'NFe-00001',
          courier: null,
          trackingNumber: null,
          trackingUrl: null,
          dispatchedDate: null,
          isDelivered: true,
          deliveredDate: null,
          checkpoints: [{ ...stop, state: null }],
          occurredAt: AT,
        },
      },
    ]);
  });

  it('is kept with its document', () => {
    const more = telling('NFe-00001', { courier: 'D', isDelivered: true });
    const after = accepted(more, order).reduce<OrderState>(evolve, order);
    expect(after).toMatchObject({
      documents: new Map([
        [
          invoiceNumberOf('NFe-00001'),
          expect.objectContaining({
            tracking: { ...news.tracking, courier: 'D', isDelivered: true },
          }),
        ],
      ]),
    });
  });
});

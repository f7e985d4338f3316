import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { ledgerOf, OrderLedger } from './ledger';
import { example, MOMENTS } from './testing/example';
import { rightOf } from './testing/histories';

const order = { orderId: '00-v5195004lux-01', currency: 'BRL' };

describe('ledgerOf', () => {
  it('has nothing to settle or reimburse before the first document', () => {
    expect(ledgerOf(example.slice(0, 1))).toEqual(
      E.right({ ...order, toSettleMinor: 0, toReimburseMinor: 0, entries: [] }),
    );
  });

  it('settles each invoice and reimburses each return, with running sums', () => {
    expect(ledgerOf(example)).toEqual(
      E.right({
        ...order,
        toSettleMinor: 200,
        toReimburseMinor: 16,
        entries: [
          {
            revision: 1,
            occurredAt: MOMENTS.firstInvoice,
            invoiceNumber: 'NFe 1',
            kind: 'settle',
            amountMinor: 40,
            toSettleMinor: 40,
            toReimburseMinor: 0,
          },
          {
            revision: 3,
            occurredAt: MOMENTS.firstReturn,
            invoiceNumber: 'NFe 2',
            kind: 'reimburse',
            amountMinor: 16,
            toSettleMinor: 40,
            toReimburseMinor: 16,
          },
          {
            revision: 4,
            occurredAt: MOMENTS.lastInvoice,
            invoiceNumber: 'NFe 3',
            kind: 'settle',
            amountMinor: 160,
            toSettleMinor: 200,
            toReimburseMinor: 16,
          },
        ],
      }),
    );
  });

  it('reports a gap', () => {
    expect(ledgerOf(example.filter(({ revision }) => revision !== 4))).toEqual(
      E.left({ type: 'RevisionGap', orderId: order.orderId, expected: 4, actual: 5 }),
    );
  });
});

describe('OrderLedger', () => {
  it('reads back what was written as JSON, and drops nothing', () => {
    const ledger = rightOf(ledgerOf(example));
    expect(OrderLedger.decode(JSON.parse(JSON.stringify(ledger)))).toEqual(E.right(ledger));
  });

  it('refuses an entry of another kind', () => {
    const ledger = rightOf(ledgerOf(example));
    const entries = ledger.entries.map((entry) => ({ ...entry, kind: 'charge' }));
    expect(OrderLedger.is(ledger)).toBe(true);
    expect(OrderLedger.is({ ...ledger, entries })).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { HistoryEntry, historyOf } from './history';
import { example, MOMENTS } from './testing/example';
import { rightOf } from './testing/histories';

const told = () => rightOf(historyOf(example));

describe('historyOf', () => {
  it('tells each event in a sentence', () => {
    expect(told().map(({ sentence }) => sentence)).toEqual([
      'Order 00-v5195004lux-01 was placed: BRL 2.00 for 6 units.',
      'Invoice NFe 1 was added: BRL 0.40 for 2 units. BRL 1.60 remains.',
      'Package news: invoice NFe 1, courier Correios, tracking number BR1.',
      'Return invoice NFe 2 was added: BRL 0.16 for 1 unit, to be reimbursed.',
      'Invoice NFe 3 was added: BRL 1.60 without items. The order is invoiced.',
      'Package news: invoice NFe 3, delivered, delivery date 2019-02-12 14:03.',
    ]);
  });

  it('gives what a sentence in another language is made of, and where the order stands after', () => {
    expect(told()[3]).toEqual({
      revision: 3,
      occurredAt: MOMENTS.firstReturn,
      sentence: 'Return invoice NFe 2 was added: BRL 0.16 for 1 unit, to be reimbursed.',
      type: 'ReturnInvoiced',
      parameters: { invoiceNumber: 'NFe 2', currency: 'BRL', valueMinor: 16, units: 1 },
      after: {
        status: 'partially-invoiced',
        orderedMinor: 200,
        invoicedMinor: 40,
        returnedMinor: 16,
        remainingMinor: 160,
        currentMinor: 24,
        toSettleMinor: 40,
        toReimburseMinor: 16,
      },
    });
  });

  it('tells the same history when events come twice', () => {
    expect(historyOf([...example, ...example])).toEqual(E.right(told()));
  });

  it('reports a gap', () => {
    expect(historyOf(example.filter(({ revision }) => revision !== 1))).toEqual(
      E.left({ type: 'RevisionGap', orderId: '00-v5195004lux-01', expected: 1, actual: 2 }),
    );
  });
});

describe('HistoryEntry', () => {
  it('reads back what was written as JSON, and drops nothing', () => {
    for (const entry of told())
      expect(HistoryEntry.decode(JSON.parse(JSON.stringify(entry)))).toEqual(E.right(entry));
  });

  it('refuses the parameters of another event', () => {
    const [placed, invoiced] = told();
    expect(HistoryEntry.is(placed)).toBe(true);
    expect(HistoryEntry.is({ ...placed, parameters: invoiced?.parameters })).toBe(false);
  });
});

import { AmountMinor, type Currency } from '@facture/order';
import type { HistoryEntry } from '@facture/projections';

import { amountsIn } from './amounts';
import type { Part } from './report/report';

/** The totals of an order over time: a step at each of its events. */
export const totalsCurve = (entries: ReadonlyArray<HistoryEntry>, currency: Currency): Part => {
  const amount = amountsIn(currency);
  const series = (
    [
      ['Ordered', 'orderedMinor'],
      ['Invoiced', 'invoicedMinor'],
      ['Returned', 'returnedMinor'],
      ['Current', 'currentMinor'],
    ] as const
  ).map(([name, member]) => ({ name, values: entries.map(({ after }) => after[member]) }));
  return {
    type: 'curve',
    heading: 'Totals over time',
    times: entries.map(({ occurredAt }) => Date.parse(occurredAt)),
    series,
    amount: (value) => (AmountMinor.is(value) ? amount(value) : value.toString()),
  };
};

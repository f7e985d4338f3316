import { currencyDigits, type OrderTotals } from '@facture/projections';

import type { Moment } from './moments';

/** The sums that the curve shows, the one drawn last on top. */
export const drawn = ['orderedMinor', 'returnedMinor', 'invoicedMinor', 'currentMinor'] as const;
export type Drawn = (typeof drawn)[number];

/** Times in seconds, and each sum in major units: to look at, not to reckon with. */
export const seriesOf = (
  moments: ReadonlyArray<Moment>,
): readonly [ReadonlyArray<number>, ...ReadonlyArray<ReadonlyArray<number>>] => {
  const major = ({ currency, ...totals }: OrderTotals, name: Drawn): number =>
    totals[name] / 10 ** currencyDigits(currency);
  // Clocks may run back between two services; a curve cannot.
  let latest = Number.NEGATIVE_INFINITY;
  const times = moments.map(
    ({ occurredAt }) => (latest = Math.max(latest, Date.parse(occurredAt) / 1_000)),
  );
  // The last step goes on for a while, or nobody would see it.
  const [first = 0, last = first] = [times[0], times.at(-1)];
  const beyond = last + Math.max((last - first) * 0.08, 0.05);
  const carriedOn = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> => [
    ...values,
    ...values.slice(-1),
  ];
  return [
    [...times, beyond],
    ...drawn.map((name) => carriedOn(moments.map(({ totals }) => major(totals, name)))),
  ];
};

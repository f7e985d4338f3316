import type { OrderTotals } from '@facture/projections';
import { describe, expect, it } from '@jest/globals';

import type { Moment } from './moments';
import { seriesOf } from './series';

const moment = (occurredAt: string, invoicedMinor: number, currency = 'BRL') => {
  const totals = {
    currency,
    orderedMinor: 1_000,
    returnedMinor: 0,
    invoicedMinor,
    currentMinor: 1,
  };
  return { occurredAt, totals: totals as unknown as OrderTotals } as Moment;
};

describe('the curve', () => {
  it('has each sum after each event in major units, and goes on a while after the last', () => {
    const moments = [moment('2026-01-01T00:00:00Z', 0), moment('2026-01-01T00:01:40Z', 250)];
    const start = Date.parse('2026-01-01T00:00:00Z') / 1_000;
    expect(seriesOf(moments)).toEqual([
      [start, start + 100, start + 108],
      [10, 10, 10],
      [0, 0, 0],
      [0, 2.5, 2.5],
      [0.01, 0.01, 0.01],
    ]);
  });

  it('knows currencies without a smaller unit', () => {
    expect(seriesOf([moment('2026-01-01T00:00:00Z', 7, 'JPY')])[3]).toEqual([7, 7]);
  });

  it('never runs back, whatever the clocks say', () => {
    const [times] = seriesOf([
      moment('2026-01-01T00:00:05Z', 0),
      moment('2026-01-01T00:00:03Z', 0),
      moment('2026-01-01T00:00:06Z', 0),
    ]);
    expect([...times].sort((one, other) => one - other)).toEqual(times);
    expect(times[1]).toBe(times[0]);
  });
});

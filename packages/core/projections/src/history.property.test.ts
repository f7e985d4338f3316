import { anyHistory } from '@facture/order/arbitraries';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { HistoryEntry, historyOf } from './history';
import { pastsOf, recordedFrom, rightOf } from './testing/histories';
import { totalsOf } from './totals';

const numRuns = 1000;

describe('the readable history of an order', () => {
  it('tells every event once, with the totals after it', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        const history = rightOf(historyOf(recordedFrom(events)));
        expect(
          history.map(({ revision, type, occurredAt }) => ({ revision, type, occurredAt })),
        ).toEqual(
          events.map(({ type, data: { occurredAt } }, revision) => ({
            revision,
            type,
            occurredAt,
          })),
        );
        for (const { order, last } of pastsOf(events)) {
          const { invoicedMinor, returnedMinor, status } = totalsOf(order, last);
          const after = history[last.revision]?.after;
          expect([after?.invoicedMinor, after?.returnedMinor]).toEqual([
            invoicedMinor,
            returnedMinor,
          ]);
          expect(after?.status).toBe(status);
        }
      }),
      { numRuns },
    );
  });

  it('survives JSON and passes its codec', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const entry of rightOf(historyOf(recordedFrom(events))))
          expect(rightOf(HistoryEntry.decode(JSON.parse(JSON.stringify(entry))))).toEqual(entry);
      }),
      { numRuns },
    );
  });
});

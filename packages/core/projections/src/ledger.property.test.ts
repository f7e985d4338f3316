import { anyHistory } from '@facture/order/arbitraries';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { ledgerOf, type LedgerEntry } from './ledger';
import { pastsOf, recordedFrom, rightOf } from './testing/histories';
import { totalsOf } from './totals';

const numRuns = 1000;

const exactSum = (entries: ReadonlyArray<LedgerEntry>, kind: LedgerEntry['kind']): bigint =>
  entries
    .filter((entry) => entry.kind === kind)
    .reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);

describe('the ledger of an order', () => {
  it('sums to what its totals settle and reimburse, at every revision', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const { recorded, order, last } of pastsOf(events)) {
          const { toSettleMinor, toReimburseMinor } = totalsOf(order, last);
          const ledger = rightOf(ledgerOf(recorded));
          expect(ledger).toMatchObject({ toSettleMinor, toReimburseMinor });
          expect(exactSum(ledger.entries, 'settle')).toBe(BigInt(toSettleMinor));
          expect(exactSum(ledger.entries, 'reimburse')).toBe(BigInt(toReimburseMinor));
        }
      }),
      { numRuns },
    );
  });

  it('has one entry for each document, which carries the sums up to it', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        const { entries } = rightOf(ledgerOf(recordedFrom(events)));
        expect(entries.map(({ revision }) => revision)).toEqual(
          [...events.entries()]
            .filter(([, { type }]) => type === 'InvoiceAdded' || type === 'ReturnInvoiced')
            .map(([revision]) => revision),
        );
        for (const [index, entry] of entries.entries()) {
          const soFar = entries.slice(0, index + 1);
          expect(BigInt(entry.toSettleMinor)).toBe(exactSum(soFar, 'settle'));
          expect(BigInt(entry.toReimburseMinor)).toBe(exactSum(soFar, 'reimburse'));
        }
      }),
      { numRuns },
    );
  });

  it('never reimburses more than it settled', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const entry of rightOf(ledgerOf(recordedFrom(events))).entries)
          expect(entry.toReimburseMinor).toBeLessThanOrEqual(entry.toSettleMinor);
      }),
      { numRuns },
    );
  });

  it('is the same when events come twice', () => {
    fc.assert(
      fc.property(anyHistory().map(recordedFrom), (recorded) => {
        const twice = recorded.flatMap((one) => [one, one]);
        expect(ledgerOf([...twice, ...recorded])).toEqual(ledgerOf(recorded));
      }),
      { numRuns },
    );
  });
});

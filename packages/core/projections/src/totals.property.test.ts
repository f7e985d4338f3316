import {
  currentTotal,
  leftToInvoice,
  leftToReturn,
  remaining,
  statusOf,
  type Booking,
  type OrderEvent,
} from '@facture/order';
import { anyAcceptedStory, anyExactStory, anyHistory } from '@facture/order/arbitraries';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { pastsOf, recordedFrom, rightOf } from './testing/histories';
import { OrderTotals, totalsOf, totalsOfEvents } from './totals';

const numRuns = 1000;

const exactSum = (amounts: ReadonlyArray<number>): bigint =>
  amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);

const bookingsOf = (
  events: ReadonlyArray<OrderEvent>,
  type: 'InvoiceAdded' | 'ReturnInvoiced',
): ReadonlyArray<Booking> =>
  events
    .flatMap((event) => (event.type === type ? event.data.items : []))
    .flatMap(({ bookings }) => bookings);

const totalsAfter = (events: ReadonlyArray<OrderEvent>): OrderTotals =>
  rightOf(totalsOfEvents(recordedFrom(events)));

describe('the totals of an order', () => {
  it('are the same from the fold and from the replayed order, at every revision (27)', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const { recorded, order, last } of pastsOf(events))
          expect(rightOf(totalsOfEvents(recorded))).toEqual(totalsOf(order, last));
      }),
      { numRuns },
    );
  });

  it('say what the order itself says', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const { order, last } of pastsOf(events)) {
          const totals = totalsOf(order, last);
          const status = statusOf(order);
          expect(totals).toMatchObject({
            ...last,
            status,
            orderedMinor: order.placed.valueMinor,
            invoicedMinor: order.invoicedMinor,
            returnedMinor: order.returnedMinor,
            remainingMinor: remaining(order),
            currentMinor: currentTotal(order),
            toSettleMinor: order.invoicedMinor,
            toReimburseMinor: order.returnedMinor,
          });
          expect(totals.lines).toMatchObject(
            order.lines.map((line) => ({
              lineIndex: line.lineIndex,
              skuId: line.line.skuId,
              invoiced: { units: line.invoicedUnits },
              returned: { units: line.returnedUnits },
              leftToInvoice: status === 'invoiced' ? 0 : leftToInvoice(line),
              leftToReturn: leftToReturn(line, status),
            })),
          );
        }
      }),
      { numRuns },
    );
  });

  it('show for each line the units and amounts that were booked on it, never rounded again (2)', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const { recorded } of pastsOf(events)) {
          const past = recorded.map(({ event }) => event);
          for (const { lineIndex, invoiced, returned } of totalsAfter(past).lines)
            for (const [type, share] of [
              ['InvoiceAdded', invoiced],
              ['ReturnInvoiced', returned],
            ] as const) {
              const ofLine = bookingsOf(past, type).filter((b) => b.lineIndex === lineIndex);
              expect(BigInt(share.units)).toBe(exactSum(ofLine.map((b) => b.quantity)));
              expect(BigInt(share.amountMinor)).toBe(exactSum(ofLine.map((b) => b.amountMinor)));
            }
        }
      }),
      { numRuns },
    );
  });

  it("have an invoice's value equal the sum of its item amounts and its extra, at every revision (10)", () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        const invoiced = { InvoiceAdded: 0n, ReturnInvoiced: 0n };
        for (const [revision, event] of events.entries()) {
          if (event.type === 'InvoiceAdded' || event.type === 'ReturnInvoiced') {
            const ofItems = event.data.items.flatMap(({ bookings }) =>
              bookings.map(({ amountMinor }) => amountMinor),
            );
            const value = exactSum([...ofItems, event.data.extraMinor]);
            expect(value).toBe(BigInt(event.data.valueMinor));
            invoiced[event.type] += value;
          }
          const totals = totalsAfter(events.slice(0, revision + 1));
          expect(BigInt(totals.invoicedMinor)).toBe(invoiced.InvoiceAdded);
          expect(BigInt(totals.returnedMinor)).toBe(invoiced.ReturnInvoiced);
        }
      }),
      { numRuns },
    );
  });

  it('say that an order is invoiced if and only if Σ Output equals its value (21)', () => {
    fc.assert(
      fc.property(anyAcceptedStory(), ({ events }) => {
        for (const { order, last } of pastsOf(events)) {
          const { status, invoicedMinor, orderedMinor } = totalsOf(order, last);
          expect(status === 'invoiced').toBe(invoicedMinor === orderedMinor);
        }
      }),
      { numRuns },
    );
  });

  it('never let a return reduce the amount still invoiceable (16)', () => {
    fc.assert(
      fc.property(anyAcceptedStory(), ({ events }) => {
        const all = pastsOf(events).map(({ order, last }) => totalsOf(order, last));
        for (const [revision, after] of all.entries()) {
          const before = all[revision - 1];
          if (events[revision]?.type !== 'ReturnInvoiced' || before === undefined) continue;
          expect(after.remainingMinor).toBe(before.remainingMinor);
          expect(after.lines.map((line) => line.leftToInvoice)).toEqual(
            before.lines.map((line) => line.leftToInvoice),
          );
        }
      }),
      { numRuns },
    );
  });

  it('never show more refunded on a line than was booked on it, and all of it when all units are back (14)', () => {
    fc.assert(
      fc.property(anyExactStory(), ({ events }) => {
        for (const { order, last } of pastsOf(events)) {
          const { lines, status } = totalsOf(order, last);
          for (const { quantity, amountMinor, invoiced, returned } of lines) {
            if (returned.units === quantity) expect(returned.amountMinor).toBe(amountMinor);
            if (returned.units === invoiced.units) expect(returned).toEqual(invoiced);
            // Of an invoiced order also units can come back that no document named.
            if (returned.units > invoiced.units) expect(status).toBe('invoiced');
            else expect(returned.amountMinor).toBeLessThanOrEqual(invoiced.amountMinor);
          }
        }
      }),
      { numRuns },
    );
  });

  it('survive JSON and pass their codec', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        const totals = totalsAfter(events);
        expect(rightOf(OrderTotals.decode(JSON.parse(JSON.stringify(totals))))).toEqual(totals);
      }),
      { numRuns },
    );
  });
});

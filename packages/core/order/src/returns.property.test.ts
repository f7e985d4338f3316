import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { anyExactStory, anyHistory, anyOrderLine } from './arbitraries';
import { bookedOn } from './booking';
import type { InvoiceAdded, OrderEvent } from './events';
import { evolve } from './order';
import { leftToReturn, statusOf } from './state';
import { expectSame } from './testing/expectSame';
import { placedIn, prefixesOf } from './testing/moments';
import { accepted, adjustment, given, invoicing, item, placing } from './testing/samples';
import { slowLine, slowShare } from './testing/slowOrder';

const numRuns = 1000;

describe('property 14', () => {
  it('refunds booked on a line never exceed what was booked on it, and equal it when all units are back', () => {
    fc.assert(
      fc.property(anyExactStory(), ({ events }) => {
        for (const { slow, state } of prefixesOf(events))
          state.lines.forEach((line, index) => {
            const refunds = slowLine(slow.inputs, index).amount;
            const everything = statusOf(state) === 'invoiced';
            const sold = everything
              ? BigInt(line.line.amountMinor)
              : slowLine(slow.outputs, index).amount;
            expectSame(refunds <= sold, true);
            if (leftToReturn(line, statusOf(state)) === 0) expectSame(refunds, sold);
          });
      }),
      { numRuns },
    );
  });

  it('refunds never exceed what counts as booked, with documents of any value and without items too', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const { slow, state } of prefixesOf(events))
          state.lines.forEach((line, index) => {
            const counted =
              statusOf(state) === 'invoiced' ? line.line.quantity : line.invoicedUnits;
            const refunds = slowLine(slow.inputs, index).amount;
            expectSame(refunds <= BigInt(bookedOn(line, counted)), true);
          });
      }),
      { numRuns },
    );
  });
});

describe('property 15', () => {
  it('returning part of a discounted item refunds gross and discount consistently; net refund is never negative', () => {
    fc.assert(
      fc.property(anyExactStory(), ({ events }) => {
        const back = new Map<number, number>();
        const grossBack = new Map<number, bigint>();
        for (const { state } of prefixesOf(events).slice(-1)) {
          for (const { documentType, data } of state.documents.values()) {
            if (documentType === 'Output') continue;
            for (const { lineIndex, quantity, amountMinor } of data.items.flatMap(
              (i) => i.bookings,
            )) {
              const line = state.placed.lines[lineIndex];
              if (line === undefined) throw new Error('no line');
              const before = back.get(lineIndex) ?? 0;
              const share = (units: number): bigint =>
                slowShare(line.discountMinor, units, line.quantity);
              const discount = share(before + quantity) - share(before);
              expectSame(amountMinor >= 0 && discount >= 0n, true);
              back.set(lineIndex, before + quantity);
              grossBack.set(
                lineIndex,
                (grossBack.get(lineIndex) ?? 0n) + BigInt(amountMinor) + discount,
              );
            }
          }
          state.placed.lines.forEach((line, index) => {
            if (back.get(index) !== line.quantity) return;
            const gross = BigInt(line.amountMinor) + BigInt(line.discountMinor);
            expectSame(grossBack.get(index), gross);
          });
        }
      }),
      { numRuns },
    );
  });
});

const documentsIn = (events: ReadonlyArray<OrderEvent>): ReadonlyArray<InvoiceAdded> =>
  events.flatMap((event) => (event.type === 'InvoiceAdded' ? [event.data] : []));

describe('property 13', () => {
  const anySteps = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 });

  it("splitting a fractional-multiplier line any way yields the undivided line's total", () => {
    fc.assert(
      fc.property(anyOrderLine(), anySteps, (line, steps) => {
        let order = given(placing([line], [adjustment('other', 100)]));
        let left: number = line.quantity;
        const parts = [...steps, line.quantity].flatMap((step, index) => {
          const quantity = Math.min(step, left);
          if (quantity === 0) return [];
          left -= quantity;
          const document = invoicing(`n${index.toString()}`, 1, [item(line.skuId, quantity)]);
          const events = accepted(document, order);
          order = placedIn(events.reduce(evolve, order));
          return [slowLine(documentsIn(events), 0)];
        });
        expect(parts.reduce((sum, { units }) => sum + units, 0)).toBe(line.quantity);
        expect(parts.reduce((sum, { amount }) => sum + amount, 0n)).toBe(BigInt(line.amountMinor));
      }),
      { numRuns },
    );
  });
});

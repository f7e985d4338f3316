import { describe, it } from '@jest/globals';
import * as fc from 'fast-check';

import { anyDocumentFor, anyHistory, anyPlaceOrder, anyStory } from './arbitraries';
import { decide, evolve, replay } from './order';
import { initialState, leftToInvoice, remaining, type OrderState, type PlacedOrder } from './state';
import { expectSame } from './testing/expectSame';
import { placedIn, eventsOf, momentsOf, prefixesOf } from './testing/moments';
import { skuIdOf } from './testing/samples';
import { slowLine } from './testing/slowOrder';

const numRuns = 1000;

describe('lines', () => {
  it('property 24: two lines with the same SKU never share quantity, price or refunds', () => {
    const anySameSku = anyPlaceOrder()
      .map((command) => {
        const lines = command.lines.map((line) => ({ ...line, skuId: skuIdOf('A') }));
        return { ...command, lines };
      })
      .filter(({ lines }) => lines.length > 1)
      .chain((command) => {
        const state = placedIn(replay(eventsOf(decide(command, initialState))));
        return fc.tuple(fc.constant(state), fc.array(anyDocumentFor(state), { maxLength: 4 }));
      });
    fc.assert(
      fc.property(anySameSku, ([order, documents]) => {
        let state: PlacedOrder = order;
        for (const document of documents) {
          const [event] = eventsOf(decide(document, state));
          if (event?.type !== 'InvoiceAdded' && event?.type !== 'ReturnInvoiced') continue;
          const after = placedIn(evolve(state, event));
          const booked = new Set(
            event.data.items.flatMap((item) => item.bookings.map((b) => b.lineIndex)),
          );
          for (const item of event.data.items)
            if (item.lineIndex !== null)
              expectSame(
                item.bookings.map((b) => b.lineIndex),
                [item.lineIndex],
              );
          after.lines.forEach((line, index) => {
            if (!booked.has(line.lineIndex)) expectSame(line, state.lines[index]);
          });
          state = after;
        }
      }),
      { numRuns },
    );
  });

  it('property 24: what is booked on a line depends on its own quantity and amount alone', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const { slow, state } of prefixesOf(events))
          for (const { lineIndex, line, invoicedUnits, returnedUnits } of state.lines) {
            const [sold, back] = [
              slowLine(slow.outputs, lineIndex),
              slowLine(slow.inputs, lineIndex),
            ];
            const share = (units: number): bigint =>
              (2n * BigInt(line.amountMinor) * BigInt(units) + BigInt(line.quantity)) /
              (2n * BigInt(line.quantity));
            expectSame<Array<number>>([invoicedUnits, returnedUnits], [sold.units, back.units]);
            expectSame(Math.max(invoicedUnits, returnedUnits) <= line.quantity, true);
            expectSame([sold.amount, back.amount], [share(sold.units), share(back.units)]);
          }
      }),
      { numRuns },
    );
  });
});

describe('returns', () => {
  it('property 16: a return never reduces the amount still invoiceable', () => {
    fc.assert(
      fc.property(anyStory(), (story) => {
        for (const { command, state, decision } of momentsOf(story)) {
          if (command.type !== 'AddDocument' || command.documentType !== 'Input') continue;
          const before = placedIn(state);
          const after = placedIn(eventsOf(decision).reduce<OrderState>(evolve, before));
          expectSame(remaining(after), remaining(before));
          expectSame(after.lines.map(leftToInvoice), before.lines.map(leftToInvoice));
        }
      }),
      { numRuns },
    );
  });
});

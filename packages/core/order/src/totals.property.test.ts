import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import {
  anyDocumentFor,
  anyExactStory,
  anyHistory,
  anyPlaceOrder,
  anyTracking,
} from './arbitraries';
import type { OrderCommand } from './commands';
import { decide, evolve, replay } from './order';
import {
  currentTotal,
  initialState,
  remaining,
  returnable,
  statusOf,
  type OrderState,
} from './state';
import { expectSame } from './testing/expectSame';
import { placedIn, eventsOf, prefixesOf } from './testing/moments';
import { returning } from './testing/samples';
import { slowInvoiced, slowTotal } from './testing/slowOrder';

const numRuns = 1000;

describe('amounts', () => {
  it("property 9: an order's value equals the sum of its lines and adjustments, with nothing rounded again", () => {
    fc.assert(
      fc.property(anyPlaceOrder(), (command) => {
        const { placed } = placedIn(replay(eventsOf(decide(command, initialState))));
        const parts = [...placed.lines, ...placed.adjustments];
        expect(parts.reduce((sum, part) => sum + BigInt(part.amountMinor), 0n)).toBe(
          BigInt(placed.valueMinor),
        );
        expect(placed.lines).toEqual(command.lines);
        expect(placed.adjustments).toEqual(command.adjustments);
        expect(placed.valueMinor).toBe(command.valueMinor);
      }),
      { numRuns },
    );
  });

  it("property 10: an invoice's value equals the sum of its item amounts and its extra, at every revision", () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const { state } of prefixesOf(events))
          for (const { data } of state.documents.values()) {
            const bookings = data.items.flatMap((item) => item.bookings);
            const ofItems = bookings.reduce(
              (sum, { amountMinor }) => sum + BigInt(amountMinor),
              0n,
            );
            expectSame(ofItems + BigInt(data.extraMinor), BigInt(data.valueMinor));
          }
      }),
      { numRuns },
    );
  });

  it('the totals are the sums of the documents at every revision', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const { slow, state } of prefixesOf(events)) {
          const [invoiced, returned] = [slowTotal(slow.outputs), slowTotal(slow.inputs)];
          const value = BigInt(slow.placed.valueMinor);
          expectSame(
            [
              state.invoicedMinor,
              state.returnedMinor,
              remaining(state),
              returnable(state),
              currentTotal(state),
            ].map(BigInt),
            [
              invoiced,
              returned,
              value - invoiced,
              invoiced - returned,
              slow.outputs.length === 0 ? value : invoiced - returned,
            ],
          );
        }
      }),
      { numRuns },
    );
  });

  it('property 20: Σ Output never exceeds the order value, nor Σ Input Σ Output', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const { slow } of prefixesOf(events)) {
          expectSame(slowTotal(slow.outputs) <= BigInt(slow.placed.valueMinor), true);
          expectSame(slowTotal(slow.inputs) <= slowTotal(slow.outputs), true);
        }
      }),
      { numRuns },
    );
  });
});

describe('status', () => {
  it('property 21: the order is invoiced if and only if Σ Output equals its value', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        for (const { slow, state } of prefixesOf(events)) {
          const begun = slow.outputs.length === 0 ? 'placed' : 'partially-invoiced';
          expectSame(statusOf(state), slowInvoiced(slow) ? 'invoiced' : begun);
        }
      }),
      { numRuns },
    );
  });

  const anyInvoiced = anyExactStory()
    .map(({ state }) => placedIn(state))
    .chain((order) => fc.tuple(fc.constant(order), anyDocumentFor(order), anyTracking()));

  it('property 22: once invoiced, no command changes the status; tracking and returns still append', () => {
    fc.assert(
      fc.property(anyInvoiced, ([order, document, tracking]) => {
        const { orderId } = order.placed;
        const invoiceNumber = [...order.documents.keys()][0] ?? document.invoiceNumber;
        const news = { ...tracking, trackingNumber: `${tracking.trackingNumber ?? ''}!` };
        const telling: OrderCommand = {
          ...{ type: 'UpdateTracking', orderId, invoiceNumber, tracking: news },
          ...{ commandId: document.commandId, at: document.at },
        };
        const back = { ...returning('last return', returnable(order)), orderId };
        expect(statusOf(order)).toBe('invoiced');
        for (const command of [document, telling, back]) {
          const after = eventsOf(decide(command, order)).reduce<OrderState>(evolve, order);
          expect(statusOf(placedIn(after))).toBe('invoiced');
        }
        const types = (command: OrderCommand) =>
          eventsOf(decide(command, order)).map((e) => e.type);
        expect(types(telling)).toEqual(order.documents.size === 0 ? [] : ['TrackingUpdated']);
        expect(types(back)).toEqual(returnable(order) === 0 ? [] : ['ReturnInvoiced']);
      }),
      { numRuns },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { anyAcceptedStory, anyDocumentFor, anyExactStory } from './arbitraries';
import { exactValue } from './exactValue';
import { decide, evolve } from './order';
import { initialState, leftToReturn, statusOf } from './state';
import { eventsOf, momentsOf, placedIn } from './testing/moments';
import { slowExactValue, slowLine, slowOrder, slowTotal } from './testing/slowOrder';

const numRuns = 1000;

describe('documents that follow the preview', () => {
  it('sum to the order value exactly, whatever way its units are split', () => {
    fc.assert(
      fc.property(anyExactStory(), ({ events, state }) => {
        const order = slowOrder(events);
        expect(order && slowTotal(order.outputs)).toBe(BigInt(placedIn(state).placed.valueMinor));
        expect(statusOf(placedIn(state))).toBe('invoiced');
      }),
      { numRuns },
    );
  });

  it('give back the order value exactly once all units are back', () => {
    fc.assert(
      fc.property(anyExactStory(), ({ state }) => {
        const order = placedIn(state);
        const left = order.lines.filter((line) => leftToReturn(line, statusOf(order)) > 0);
        if (left.length === 0) expect(order.returnedMinor).toBe(order.placed.valueMinor);
      }),
      { numRuns },
    );
  });

  it('have as their extra the shares of the adjustments alone', () => {
    fc.assert(
      fc.property(anyExactStory(), ({ events, state }) => {
        const { placed } = placedIn(state);
        const order = slowOrder(events);
        if (order === undefined || placed.adjustments.length > 0) return;
        for (const { extraMinor } of [...order.outputs, ...order.inputs])
          expect(extraMinor).toBe(0);
        placed.lines.forEach((line, index) => {
          expect(slowLine(order.outputs, index).amount <= BigInt(line.amountMinor)).toBe(true);
        });
      }),
      { numRuns },
    );
  });
});

describe('the exact value', () => {
  const anyPreview = anyAcceptedStory().chain(({ events, state }) =>
    fc.tuple(fc.constant(events), anyDocumentFor(placedIn(state))),
  );

  it('is what an independent model of exact fractions computes from the whole history', () => {
    fc.assert(
      fc.property(anyPreview, ([events, { documentType, items }]) => {
        const slow = slowOrder(events);
        if (slow === undefined) throw new Error('no order');
        const state = placedIn(events.reduce(evolve, initialState));
        const preview = exactValue(state, documentType, items);
        if (E.isRight(preview))
          expect(BigInt(preview.right.valueMinor)).toBe(slowExactValue(slow, documentType, items));
        else if (preview.left.type !== 'UnknownItem')
          expect(slowExactValue(slow, documentType, items)).toBeUndefined();
      }),
      { numRuns },
    );
  });

  it('books the items as the document that follows it does, and refuses what that refuses', () => {
    fc.assert(
      fc.property(anyAcceptedStory(), (story) => {
        for (const { command, state, decision } of momentsOf(story)) {
          if (command.type !== 'AddDocument') continue;
          const [event] = eventsOf(decision);
          if (event?.type !== 'InvoiceAdded' && event?.type !== 'ReturnInvoiced') continue;
          const preview = exactValue(placedIn(state), command.documentType, command.items);
          expect(preview).toMatchObject(E.right({ items: event.data.items }));
          expect(eventsOf(decide(command, state))).toContainEqual(event);
        }
      }),
      { numRuns },
    );
  });
});

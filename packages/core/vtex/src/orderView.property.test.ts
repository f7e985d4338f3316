import { describe, expect, it } from '@jest/globals';
import { anyAcceptedStory } from '@facture/order/arbitraries';
import * as fc from 'fast-check';

import { decodeOrderDocument } from './orderDocument';
import { OrderView, orderView } from './orderView';
import { right, sent } from './testing/documents';

const sum = (amounts: ReadonlyArray<number>): number => amounts.reduce((a, b) => a + b, 0);

describe('the view of an order', () => {
  it('is what its codec describes, whatever happened', () => {
    fc.assert(
      fc.property(anyAcceptedStory(), ({ state }) => {
        fc.pre(state.type === 'PlacedOrder');
        const view = orderView(state);
        expect(right(OrderView.decode(JSON.parse(JSON.stringify(view))))).toEqual(view);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has packages whose items and extra sum to their value, inferred items to all of it', () => {
    fc.assert(
      fc.property(anyAcceptedStory(), ({ state }) => {
        fc.pre(state.type === 'PlacedOrder');
        for (const { items, extra, invoiceValue, EnableInferItems } of orderView(state)
          .packageAttachment.packages)
          expect(sum(items.map(({ amount }) => amount)) + (EnableInferItems ? 0 : extra)).toBe(
            invoiceValue,
          );
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads as an order document of the same lines and value', () => {
    fc.assert(
      fc.property(anyAcceptedStory(), ({ state }) => {
        fc.pre(state.type === 'PlacedOrder' && state.placed.lines.length > 0);
        const { placed } = state;
        const order = right(decodeOrderDocument(sent(orderView(state))));
        expect(order).toMatchObject({
          orderId: placed.orderId,
          sellerId: placed.sellerId,
          currency: placed.currency,
          valueMinor: placed.valueMinor,
        });
        expect(order.lines.map(({ amountMinor }) => amountMinor)).toEqual(
          placed.lines.map(({ amountMinor }) => amountMinor),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

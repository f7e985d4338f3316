import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import {
  anyAcceptedStory,
  anyDocumentFor,
  anyInvoiceNumber,
  anyStory,
  anyText,
  anyTimestamp,
  anyWrongPlaceOrder,
  type Story,
} from './arbitraries';
import type { AddDocument } from './commands';
import { decide, evolve } from './order';
import { initialState, type OrderState } from './state';
import { expectSame } from './testing/expectSame';
import { placedIn, eventsOf, momentsOf } from './testing/moments';
import { amountOf, commandIdOf, skuIdOf, timestampOf } from './testing/samples';
import { slowOutcome } from './testing/slowOrder';
import { noTracking } from './tracking';

const numRuns = 1000;

const acceptedDocuments = (story: Story): ReadonlyArray<AddDocument> =>
  momentsOf(story).flatMap(({ command, decision }) =>
    command.type === 'AddDocument' &&
    eventsOf(decision).some(({ type }) => type !== 'TrackingUpdated')
      ? [command]
      : [],
  );

const again = (command: AddDocument): AddDocument => ({
  ...command,
  commandId: commandIdOf('again'),
  at: timestampOf('2040-01-01T00:00:00.000Z'),
  tracking: noTracking,
});

describe('deciding', () => {
  it('comes to what an independent model comes to from the whole history', () => {
    fc.assert(
      fc.property(anyStory(), (story) => {
        for (const { command, before, decision } of momentsOf(story)) {
          const outcome = E.isLeft(decision)
            ? decision.left.type
            : decision.right
                .map(({ type }) => type)
                .filter((type) => type !== 'TrackingUpdated')
                .join();
          expectSame(outcome, slowOutcome(command, before));
        }
      }),
      { numRuns },
    );
  });

  it('an order that does not add up refuses it', () => {
    fc.assert(
      fc.property(anyWrongPlaceOrder(), (command) => {
        expect(decide(command, initialState)).toMatchObject(
          E.left({ type: 'OrderDoesNotAddUp', orderId: command.orderId }),
        );
      }),
      { numRuns },
    );
  });
});

describe('repeats', () => {
  it('property 17: the same number and content, repeated any number of times: one event, same answer', () => {
    fc.assert(
      fc.property(anyStory(), fc.integer({ min: 1, max: 3 }), (story, times) => {
        const state = placedIn(story.state);
        for (const command of acceptedDocuments(story)) {
          const answer = state.documents.get(command.invoiceNumber)?.data.receipt;
          let after: OrderState = state;
          for (let i = 0; i < times; i += 1) {
            const decision = decide(again(command), after);
            expectSame(decision, E.right([]));
            after = eventsOf(decision).reduce<OrderState>(evolve, after);
          }
          expect(placedIn(after).documents.get(command.invoiceNumber)?.data.receipt).toBe(answer);
          expect(answer).toBe(command.receipt);
        }
      }),
      { numRuns },
    );
  });

  it('property 17: a command sent twice in a row, whatever it is, writes nothing the second time', () => {
    fc.assert(
      fc.property(anyStory(), (story) => {
        for (const { command, state, decision } of momentsOf(story)) {
          const after = eventsOf(decision).reduce<OrderState>(evolve, state);
          expectSame(decide(command, after), E.isRight(decision) ? E.right([]) : decision);
        }
      }),
      { numRuns },
    );
  });

  it('placing an order twice adds no second event', () => {
    fc.assert(
      fc.property(anyStory(), ({ commands, state }) => {
        for (const command of commands.slice(0, 1))
          expect(decide(command, state)).toStrictEqual(E.right([]));
      }),
      { numRuns },
    );
  });

  interface Change {
    readonly field: string;
    readonly to: (command: AddDocument) => AddDocument;
  }

  const anyChange: fc.Arbitrary<Change> = fc.oneof(
    fc.constant<Change>({
      field: 'documentType',
      to: (command) => ({
        ...command,
        documentType: command.documentType === 'Output' ? 'Input' : 'Output',
      }),
    }),
    fc.constant<Change>({
      field: 'valueMinor',
      to: (command) => ({ ...command, valueMinor: amountOf(command.valueMinor - 1) }),
    }),
    anyTimestamp().map<Change>((issuedAt) => ({
      field: 'issuedAt',
      to: (command) => ({ ...command, issuedAt }),
    })),
    anyText().chain((text) =>
      fc
        .constantFrom('invoiceKey' as const, 'invoiceUrl' as const, 'embeddedInvoice' as const)
        .map<Change>((field) => ({ field, to: (command) => ({ ...command, [field]: text }) })),
    ),
    fc.constant<Change>({
      field: 'items[0].skuId',
      to: (command) => ({
        ...command,
        items: command.items.map((item, index) =>
          index === 0 ? { ...item, skuId: skuIdOf(`other ${item.skuId.slice(0, 99)}`) } : item,
        ),
      }),
    }),
  );

  it('property 18: the same number with other content: refused, naming the differing field, nothing written', () => {
    fc.assert(
      fc.property(anyStory(), anyChange, (story, { field, to }) => {
        for (const command of acceptedDocuments(story)) {
          const changed = to(again(command));
          if (JSON.stringify(changed) === JSON.stringify(again(command))) continue;
          const decision = decide(changed, story.state);
          expect(decision).toMatchObject(
            E.left({ type: 'InvoiceNumberAlreadyUsed', differences: [{ field }] }),
          );
        }
      }),
      { numRuns },
    );
  });

  it('property 18: another document under a number accepted before is refused, whatever the order has left', () => {
    const anyClash = anyAcceptedStory().chain((story) =>
      fc.tuple(fc.constant(story), anyDocumentFor(placedIn(story.state)), anyInvoiceNumber()),
    );
    fc.assert(
      fc.property(anyClash, ([story, document, key]) => {
        for (const { invoiceNumber } of acceptedDocuments(story)) {
          const clash = { ...document, invoiceNumber, embeddedInvoice: key };
          expect(decide(clash, story.state)).toMatchObject(
            E.left({ type: 'InvoiceNumberAlreadyUsed', invoiceNumber }),
          );
        }
      }),
      { numRuns },
    );
  });
});

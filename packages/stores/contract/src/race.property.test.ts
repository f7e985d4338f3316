import type { AddDocument, InvoiceNumber } from '@facture/order';
import { anyDocumentFor, anyPlaceOrder, storyOf } from '@facture/order/arbitraries';
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import type { EventStore, ExpectedRevision } from './eventStore';
import type { Handled } from './handle';
import { invoicing, placing } from './testing/givenOrders';
import { handling, newStore, right, RUNS, TIMEOUT_MS } from './testing/handling';
import { eventsOf, numbersIn, race } from './testing/racing';
import { anyFates, sentAgain } from './testing/unsteadyStore';

const anyOrderAndDocuments = () =>
  anyPlaceOrder().chain((placed) => {
    const { state } = storyOf([placed]);
    return fc.record({
      placed: fc.constant(placed),
      documents:
        state.type === 'PlacedOrder'
          ? fc.array(anyDocumentFor(state), { minLength: 1, maxLength: 6 })
          : fc.constant<Array<AddDocument>>([]),
      fates: fc.array(anyFates(), { maxLength: 6 }),
    });
  });

it(
  '20. Σ Output never exceeds the order value, under any interleaving of any number of writers',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        anyOrderAndDocuments(),
        async (scheduler, { placed, documents, fates }) => {
          const store = newStore();
          await right(handling(store)(placed));
          const writers = documents.map((document, index) => ({
            command: sentAgain(document, index),
            fates: fates[index] ?? [],
          }));
          const outcomes = await race(scheduler, store, writers);
          const events = await eventsOf(store, placed.orderId);
          const sum = events
            .flatMap((event) => (event.type === 'InvoiceAdded' ? [event.data.valueMinor] : []))
            .reduce((total, valueMinor) => total + BigInt(valueMinor), 0n);
          expect(sum <= BigInt(placed.valueMinor)).toBe(true);
          const accepted = documents.filter((_, index) => outcomes[index]?._tag === 'Right');
          expect(numbersIn(events)).toEqual(
            expect.arrayContaining(accepted.map(({ invoiceNumber }) => invoiceNumber)),
          );
          expect(new Set(numbersIn(events)).size).toBe(numbersIn(events).length);
        },
      ),
      RUNS,
    );
  },
  TIMEOUT_MS,
);

const documentsSeen = ({ state }: Handled): ReadonlyArray<InvoiceNumber> =>
  state.type === 'PlacedOrder' ? Array.from(state.documents.keys()) : [];

/** A store that keeps whose append came to what, and at which revision. */
const recordingStore = (store: EventStore) => {
  const appends: Array<{ expected: ExpectedRevision; by: InvoiceNumber; won: boolean }> = [];
  const recording: EventStore = {
    ...store,
    append: (stream, expected, events, options) => async () => {
      const outcome = await store.append(stream, expected, events, options)();
      const { invoiceNumber: by } = JSON.parse(events[0].data) as AddDocument;
      appends.push({ expected, by, won: outcome.type === 'Appended' });
      return outcome;
    },
  };
  return { appends, recording };
};

it(
  '23. of n concurrent commands at one revision exactly one wins; the losers’ retries see its result',
  async () => {
    const anyValues = fc.array(fc.constantFrom(1, 4_754, 9_508), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyValues, async (scheduler, values) => {
        const store = newStore();
        await right(handling(store)(placing()));
        const { appends, recording } = recordingStore(store);
        const commands = values.map((valueMinor, index) => {
          const name = `n-${index.toString()}`;
          return invoicing({ commandId: name, invoiceNumber: name, valueMinor, items: [] });
        });
        const writers = commands.map((command) => ({ command }));
        const outcomes = await race(scheduler, recording, writers);
        const answerTo = new Map(
          commands.map(({ invoiceNumber }, index) => [invoiceNumber, outcomes[index]]),
        );
        for (const { expected, by } of appends) {
          const rivals = appends.filter((append) => append.expected === expected);
          const [winner, ...others] = rivals.filter(({ won }) => won);
          expect(others).toEqual([]);
          const answer = answerTo.get(by);
          if (winner === undefined || answer === undefined) throw new Error('nobody won');
          expect(E.isRight(answer) ? documentsSeen(answer.right) : answer.left.type).toEqual(
            E.isRight(answer) ? expect.arrayContaining([winner.by]) : 'InvoiceExceedsOrder',
          );
        }
        const accepted = values.filter((_, index) => outcomes[index]?._tag === 'Right');
        const left = 9_508 - accepted.reduce((sum, valueMinor) => sum + valueMinor, 0);
        for (const [index, valueMinor] of values.entries())
          if (outcomes[index]?._tag === 'Left') expect(valueMinor).toBeGreaterThan(left);
      }),
      RUNS,
    );
  },
  TIMEOUT_MS,
);

it(
  '26. one seller’s invoice number is never accepted on two orders, under any interleaving and any crash',
  async () => {
    const anyWriters = fc.array(
      fc.record({
        order: fc.constantFrom('order A', 'order B', 'order C'),
        number: fc.constantFrom('1', '2'),
        fates: anyFates(),
      }),
      { minLength: 2, maxLength: 7 },
    );
    const anyPatience = fc.constantFrom(1, 2, 30);
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        anyWriters,
        anyPatience,
        async (scheduler, writers, attempts) => {
          const store = newStore();
          const orders = ['order A', 'order B', 'order C'].map((orderId) => placing({ orderId }));
          for (const order of orders) await right(handling(store)(order));
          const requests = writers.map(
            ({ order: orderId, number: invoiceNumber, fates }, index) => ({
              command: invoicing({
                orderId,
                invoiceNumber,
                commandId: index.toString(),
                valueMinor: 100 + Number(invoiceNumber),
                items: [],
              }),
              fates,
            }),
          );
          // Impatient writers end without an answer, as crashed ones do; then everybody comes again.
          await race(scheduler, store, requests, { retry: { attempts, baseMs: 1, maxMs: 1 } });
          const holders = new Map<string, string>();
          const check = async () => {
            for (const { orderId } of orders)
              for (const number of numbersIn(await eventsOf(store, orderId))) {
                expect(holders.get(number) ?? orderId).toBe(orderId);
                holders.set(number, orderId);
              }
          };
          await check();
          const again = requests.map(({ command }) => ({ command: sentAgain(command, 1) }));
          const answers = await race(scheduler, store, again);
          await check();
          for (const [index, { command }] of again.entries()) {
            const { orderId, invoiceNumber } = command;
            const usedBy = holders.get(invoiceNumber);
            expect(answers[index]).toMatchObject(
              usedBy === orderId
                ? { _tag: 'Right' }
                : E.left({ type: 'InvoiceNumberAlreadyUsed', orderId, invoiceNumber, usedBy }),
            );
          }
        },
      ),
      RUNS,
    );
  },
  TIMEOUT_MS,
);

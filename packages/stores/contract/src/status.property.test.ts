import { remaining, returnable, statusOf, type InvoiceNumber, type Tracking } from '@facture/order';
import { anyDocumentFor, anyExactStory, anyStory, anyTracking } from '@facture/order/arbitraries';
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { collect } from './conformance/given';
import { handling, newStore, right, RUNS, TIMEOUT_MS } from './testing/handling';
import { orderIdOf, placedOrder, told } from './testing/telling';
import { invoicing, tracking } from './testing/givenOrders';

it(
  '21. the order is invoiced if and only if Σ Output equals its value',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyStory(), anyExactStory()), async ({ commands }) => {
        const store = newStore();
        for (const command of commands) {
          const outcome = await handling(store)(command);
          if (E.isLeft(outcome) || outcome.right.state.type === 'NoOrder') continue;
          const { state } = outcome.right;
          const sum = (await collect(store.readAll()))
            .filter(({ type }) => type === 'InvoiceAdded')
            .map(({ data }) => JSON.parse(data) as { readonly valueMinor: number })
            .reduce((total, { valueMinor }) => total + BigInt(valueMinor), 0n);
          expect(statusOf(state) === 'invoiced').toBe(sum === BigInt(state.placed.valueMinor));
        }
      }),
      RUNS,
    );
  },
  TIMEOUT_MS,
);

const anyInvoicedStory = () =>
  anyExactStory()
    .filter(
      ({ state }) =>
        state.type === 'PlacedOrder' && state.documents.size > 0 && remaining(state) === 0,
    )
    .chain((story) =>
      fc.record({
        story: fc.constant(story),
        news: anyTracking(),
        documents:
          story.state.type === 'PlacedOrder'
            ? fc.array(anyDocumentFor(story.state), { maxLength: 4 })
            : fc.constant([]),
      }),
    );

it(
  '22. once invoiced, no command changes the status; tracking and returns still append',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyInvoicedStory(), async ({ story, documents, news }) => {
        const store = await told(story);
        const orderId = orderIdOf(story);
        const isStillInvoiced = async () => {
          const order = await placedOrder(store, orderId);
          expect(statusOf(order)).toBe('invoiced');
          return order;
        };
        for (const document of documents) {
          await handling(store)(document);
          await isStillInvoiced();
        }
        const order = await isStillInvoiced();
        const [invoiceNumber] = order.documents.keys();
        if (invoiceNumber === undefined) throw new Error('nothing was invoiced');
        const courier = `not ${news.courier ?? 'by bicycle'}`;
        const tell = (commandId: string, told: Tracking) =>
          right(
            handling(store)({ ...tracking(commandId), orderId, invoiceNumber, tracking: told }),
          );
        await tell('news', news);
        const { events } = await tell('more news', { ...news, courier });
        expect(events.map(({ type }) => type)).toEqual(['TrackingUpdated']);

        if (returnable(order) > 0) {
          const back = {
            ...invoicing({ documentType: 'Input', items: [], valueMinor: returnable(order) }),
            invoiceNumber: 'back' as InvoiceNumber,
            orderId,
          };
          const returned = await right(handling(store)(back));
          expect(returned.events.map(({ type }) => type)).toEqual(['ReturnInvoiced']);
        }
        await isStillInvoiced();
      }),
      RUNS,
    );
  },
  TIMEOUT_MS,
);

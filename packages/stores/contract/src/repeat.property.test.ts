import type { AddDocument } from '@facture/order';
import { anyStory } from '@facture/order/arbitraries';
import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { contentOf } from './conformance/given';
import type { EventStore, RecordedEvent } from './eventStore';
import { handling, newStore, right, RUNS, TIMEOUT_MS } from './testing/handling';
import { anyStoryWithDocument, told } from './testing/telling';
import { anyFates, sentAgain, unsteadyStore } from './testing/unsteadyStore';

const factsOf = async (store: EventStore) =>
  (await contentOf(store)).events.map(({ revision, type, data }) => ({ revision, type, data }));

const isOf =
  ({ invoiceNumber }: AddDocument) =>
  ({ type, data }: Pick<RecordedEvent, 'type' | 'data'>): boolean =>
    type !== 'TrackingUpdated' &&
    (JSON.parse(data) as Partial<AddDocument>).invoiceNumber === invoiceNumber;

it(
  '17. the same number and content, repeated any number of times: one event, same answer',
  async () => {
    const anyTimes = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(anyStoryWithDocument(), anyTimes, async ({ story, document }, times) => {
        const store = await told(story);
        const answers = await Promise.all(
          Array.from({ length: times }, (_, time) =>
            right(handling(store)(sentAgain(document, time))),
          ),
        );
        const [accepted, ...others] = (await factsOf(store)).filter(isOf(document));
        expect(others).toEqual([]);
        for (const { state } of answers) {
          const given = state.type === 'PlacedOrder' && state.documents.get(document.invoiceNumber);
          expect(JSON.stringify(given && given.data)).toBe(accepted?.data);
        }
      }),
      RUNS,
    );
  },
  TIMEOUT_MS,
);

it(
  '18. the same number with other content: refused, naming the differing field, nothing written',
  async () => {
    const anyChange = fc.constantFrom<Readonly<Record<string, unknown>>>(
      { issuedAt: '1999-12-31T00:00:00.000Z' },
      { invoiceKey: 'another key' },
      { invoiceUrl: 'https://example.org/another' },
      { embeddedInvoice: '<another/>' },
      { valueMinor: 1_234_567 },
    );
    await fc.assert(
      fc.asyncProperty(anyStoryWithDocument(), anyChange, async ({ story, document }, change) => {
        const store = await told(story);
        const before = await contentOf(store);
        const outcome = await handling(store)({ ...sentAgain(document, 1), ...change });
        const [field] = Object.keys(change);
        expect(outcome).toMatchObject(
          E.left({
            type: 'InvoiceNumberAlreadyUsed',
            usedBy: document.orderId,
            differences: [{ field, attempted: Object.values(change)[0] }],
          }),
        );
        expect(await contentOf(store)).toEqual(before);
      }),
      RUNS,
    );
  },
  TIMEOUT_MS,
);

it(
  '19. a response lost after commit and then retried changes nothing',
  async () => {
    const retry = { attempts: 2, baseMs: 1, maxMs: 1 };
    await fc.assert(
      fc.asyncProperty(anyStory(), anyFates(), async (story, fates) => {
        const store = newStore();
        const handle = handling(unsteadyStore(store, fates), { retry });
        for (const command of story.commands)
          for (let time = 0; ; time++) {
            const outcome = await handle(time === 0 ? command : sentAgain(command, time));
            if (E.isRight(outcome)) break;
            if (!['OutcomeUnknown', 'StoreUnavailable'].includes(outcome.left.type)) break;
          }
        expect(await factsOf(store)).toEqual(await factsOf(await told(story)));
      }),
      RUNS,
    );
  },
  TIMEOUT_MS,
);

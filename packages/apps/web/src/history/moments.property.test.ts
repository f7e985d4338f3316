import { encodeEvent, replay, type OrderEvent, type Timestamp } from '@facture/order';
import { anyHistory } from '@facture/order/arbitraries';
import { totalsOfEvents, type HistoryView, type StoredEventView } from '@facture/projections';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { documentsAt, momentsOf } from './moments';

const numRuns = 300;

// For the bundler's resolution the types of fast-check are those of another kind of module.
const anyEvents = anyHistory() as unknown as fc.Arbitrary<ReadonlyArray<OrderEvent>>;

const storedFrom = (events: ReadonlyArray<OrderEvent>): ReadonlyArray<StoredEventView> =>
  events.map((event, revision) => ({
    id: `id-${revision}`,
    stream: `order-${event.data.orderId}`,
    position: revision.toString(),
    recordedAt: '2026-01-31T12:00:00.000Z' as Timestamp,
    metadata: '{}',
    ...encodeEvent(event),
  }));
/** A history as a service sends it that says nothing true beside what is stored. */
const sent = (stored: ReadonlyArray<StoredEventView>) =>
  stored.map((one) => ({ stored: one, readable: {} })) as unknown as HistoryView['events'];

describe('the moments of an order', () => {
  it('are the totals after each event, whatever is said beside what is stored', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const expected = events.map((_, revision) =>
          totalsOfEvents(
            events.slice(0, revision + 1).map((event, at) => ({ event, revision: at })),
          ),
        );
        expect(
          E.map((moments: ReadonlyArray<{ readonly totals: unknown }>) =>
            moments.map(({ totals }) => E.right(totals)),
          )(momentsOf(sent(storedFrom(events)))),
        ).toEqual(E.right(expected));
      }),
      { numRuns },
    );
  });

  it('know the documents that there were after each event, and their packages then', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const moments = momentsOf(sent(storedFrom(events)));
        if (E.isLeft(moments)) throw new Error(moments.left.error.type);
        for (const { revision } of moments.right) {
          const order = replay(events.slice(0, revision + 1));
          const documents = order.type === 'NoOrder' ? [] : [...order.documents.values()];
          expect(documentsAt(moments.right, revision)).toEqual(documents);
        }
      }),
      { numRuns },
    );
  });

  it('end before the first event that cannot be read', () => {
    const damage = fc.constantFrom<Partial<StoredEventView>>(
      { data: '{}' },
      { data: 'no JSON' },
      { type: 'OrderForgotten' },
      { schemaVersion: 2 },
    );
    fc.assert(
      fc.property(anyEvents, fc.nat(), damage, (events, any, change) => {
        const at = any % events.length;
        const stored = storedFrom(events).map((one, revision) =>
          revision === at ? { ...one, ...change } : one,
        );
        expect(momentsOf(sent(stored))).toMatchObject(
          E.left({
            revision: at,
            error: { type: 'UnreadableEvent' },
            before: events.slice(0, at).map((_, revision) => ({ revision })),
          }),
        );
      }),
      { numRuns },
    );
  });

  it('are none of a history that does not begin with an order, or not at all', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const [, second] = events;
        expect(momentsOf(sent(storedFrom(events.slice(1))))).toEqual(
          E.left({
            revision: 0,
            error: { type: 'OrderNotPlaced', firstEvent: second?.type ?? null },
            before: [],
          }),
        );
      }),
      { numRuns },
    );
  });
});

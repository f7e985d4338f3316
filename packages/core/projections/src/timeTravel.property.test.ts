import type { OrderEvent, Timestamp } from '@facture/order';
import { anyHistory, anyTimestamp } from '@facture/order/arbitraries';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import { pastsOf, recordedFrom, rightOf } from './testing/histories';
import { asOf, atRevision } from './timeTravel';
import { totalsOf, totalsOfEvents } from './totals';

const numRuns = 1000;

/** Any history whose clocks went as they liked, and a moment that is often one of its own. */
const anyMomentOf = (): fc.Arbitrary<{
  readonly events: ReadonlyArray<OrderEvent>;
  readonly at: Timestamp;
}> =>
  fc
    .record({
      history: anyHistory(),
      clocks: fc.array(anyTimestamp(), { maxLength: 12 }),
      other: anyTimestamp(),
      which: fc.option(fc.nat()),
    })
    .map(({ history, clocks, other, which }) => {
      const events = history.map((event, n) => {
        const data = { ...event.data, occurredAt: clocks[n] ?? event.data.occurredAt };
        return { ...event, data } as OrderEvent;
      });
      const own = which === null ? undefined : events[which % events.length]?.data.occurredAt;
      return { events, at: own ?? other };
    });

describe('time travel', () => {
  it('to any revision gives the totals of that time', () => {
    fc.assert(
      fc.property(anyHistory(), fc.nat(), (events, which) => {
        const revision = which % events.length;
        const then = pastsOf(events)[revision];
        const past = rightOf(atRevision(recordedFrom(events), revision));
        expect(rightOf(totalsOfEvents(past))).toEqual(then && totalsOf(then.order, then.last));
      }),
      { numRuns },
    );
  });

  it('beyond the last revision is refused with the last', () => {
    fc.assert(
      fc.property(anyHistory(), fc.nat(), (events, beyond) => {
        const revision = events.length + beyond;
        expect(atRevision(recordedFrom(events), revision)).toMatchObject(
          E.left({ type: 'NoSuchRevision', revision, last: events.length - 1 }),
        );
      }),
      { numRuns },
    );
  });

  it('to any moment gives the longest prefix in which every event occurred at or before it', () => {
    fc.assert(
      fc.property(anyMomentOf(), ({ events, at }) => {
        const recorded = recordedFrom(events);
        const past = asOf(recorded, at);
        const length = E.isRight(past) ? past.right.length : 0;
        const moments = events.map(({ data }) => Date.parse(data.occurredAt));
        expect(moments.slice(0, length).every((moment) => moment <= Date.parse(at))).toBe(true);
        expect((moments[length] ?? Infinity) > Date.parse(at)).toBe(true);
        expect(past).toMatchObject(
          length > 0
            ? E.right(recorded.slice(0, length))
            : E.left({ type: 'OrderNotYetPlaced', at, placedAt: events[0]?.data.occurredAt }),
        );
      }),
      { numRuns },
    );
  });
});

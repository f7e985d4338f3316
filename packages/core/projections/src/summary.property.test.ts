import { anyHistory } from '@facture/order/arbitraries';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as E from 'fp-ts/Either';

import type { EventAtRevision } from './sequence';
import { applyToSummary, OrderSummary, summarise, summaryOf } from './summary';
import { pastsOf, recordedFrom, rightOf } from './testing/histories';

const numRuns = 1000;

type Row = OrderSummary | undefined;

const anyRecorded = (): fc.Arbitrary<ReadonlyArray<EventAtRevision>> =>
  anyHistory().map(recordedFrom);

const anyOrderOf = <A>(all: ReadonlyArray<A>): fc.Arbitrary<ReadonlyArray<A>> =>
  fc.shuffledSubarray([...all], { minLength: all.length });

const stored = (row: OrderSummary): OrderSummary =>
  rightOf(OrderSummary.decode(JSON.parse(JSON.stringify(row))));

/** Takes events one by one as a subscriber does: what is not next waits in the order it came. */
const subscribed = (delivered: ReadonlyArray<EventAtRevision>, from: Row): Row => {
  let row = from;
  let waiting = delivered;
  for (let progress = true; progress;) {
    const late: Array<EventAtRevision> = [];
    for (const recorded of waiting) {
      const applied = applyToSummary(row, recorded);
      if (E.isRight(applied)) row = applied.right;
      else late.push(recorded);
    }
    progress = late.length < waiting.length;
    waiting = late;
  }
  return row;
};

describe('the summary of an order', () => {
  it('is the same by live fold, replay from zero and replay from any prefix (27)', () => {
    fc.assert(
      fc.property(anyHistory(), (events) => {
        let live: Row;
        for (const { recorded, order, last } of pastsOf(events)) {
          live = recorded
            .slice(-1)
            .reduce<Row>((row, one) => rightOf(applyToSummary(row, one)), live);
          expect(live).toEqual(rightOf(summarise(recorded)));
          expect(live).toEqual(summaryOf(order, last));
        }
      }),
      { numRuns },
    );
  });

  it('ends the same for a subscriber restarted at any checkpoint, with duplicates and delays (28)', () => {
    fc.assert(
      fc.property(
        anyRecorded().chain((recorded) =>
          fc.record({
            recorded: fc.constant(recorded),
            checkpoint: fc.nat(recorded.length),
            delivered: fc
              .subarray([...recorded])
              .chain((again) => anyOrderOf([...recorded, ...again])),
          }),
        ),
        ({ recorded, checkpoint, delivered }) => {
          const before = recorded
            .slice(0, checkpoint)
            .reduce<Row>((row, one) => rightOf(applyToSummary(row, one)), undefined);
          const restarted = before === undefined ? undefined : stored(before);
          expect(subscribed(delivered, restarted)).toEqual(rightOf(summarise(recorded)));
        },
      ),
      { numRuns },
    );
  });

  it('stays the very same row when an event comes again', () => {
    fc.assert(
      fc.property(anyRecorded(), fc.nat(), (recorded, which) => {
        const row = rightOf(summarise(recorded));
        const again = recorded[which % recorded.length];
        expect(again && rightOf(applyToSummary(row, again))).toBe(row);
      }),
      { numRuns },
    );
  });

  it('reports a missing event by its revision, and never skips it', () => {
    fc.assert(
      fc.property(
        anyRecorded().filter(({ length }) => length > 1),
        fc.nat(),
        (recorded, which) => {
          const expected = which % (recorded.length - 1);
          const gapped = recorded.filter(({ revision }) => revision !== expected);
          const orderId = recorded[0]?.event.data.orderId;
          expect(summarise(gapped)).toEqual(
            E.left({ type: 'RevisionGap', orderId, expected, actual: expected + 1 }),
          );
        },
      ),
      { numRuns },
    );
  });

  it('survives JSON', () => {
    fc.assert(
      fc.property(anyRecorded(), (recorded) => {
        const row = rightOf(summarise(recorded));
        expect(stored(row)).toEqual(row);
      }),
      { numRuns },
    );
  });
});

import type { Timestamp } from '@facture/order';
import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { example, MOMENTS } from './testing/example';
import { rightOf } from './testing/histories';
import { asOf, atRevision } from './timeTravel';

const orderId = '00-v5195004lux-01';
const moment = (text: string): Timestamp => text as Timestamp;

describe('atRevision', () => {
  it.each([0, 3, 5])('gives the history up to event %p', (revision) => {
    expect(atRevision(example, revision)).toEqual(E.right(example.slice(0, revision + 1)));
  });

  it.each([-3, -1, 0.5, 6, NaN])('knows no revision %p, and says which is the last', (revision) => {
    expect(atRevision(example, revision)).toEqual(
      E.left({ type: 'NoSuchRevision', orderId, revision, last: 5 }),
    );
  });

  it('keeps what a store tells of an event beside it', () => {
    const stored = example.map((one) => ({ ...one, position: BigInt(one.revision) }));
    expect(rightOf(atRevision(stored, 1)).map(({ position }) => position)).toEqual([0n, 1n]);
  });

  it('reports a gap', () => {
    expect(atRevision(example.slice(1), 1)).toEqual(
      E.left({ type: 'RevisionGap', orderId, expected: 0, actual: 1 }),
    );
  });
});

describe('asOf', () => {
  it('includes an event that occurred at that very moment', () => {
    expect(asOf(example, MOMENTS.firstInvoice)).toEqual(E.right(example.slice(0, 3)));
  });

  it('leaves out an event that occurred a millisecond later', () => {
    expect(asOf(example, moment('2019-02-09T09:59:59.999Z'))).toEqual(E.right(example.slice(0, 1)));
  });

  it('stops at the first later event, also when a clock was set back after it', () => {
    expect(asOf(example, MOMENTS.delivered)).toEqual(E.right(example.slice(0, 4)));
    expect(asOf(example, MOMENTS.lastInvoice)).toEqual(E.right(example));
  });

  it('gives the whole history for any later moment', () => {
    expect(asOf(example, moment('9999-12-31T23:59:59.999Z'))).toEqual(E.right(example));
  });

  it('knows nothing of the time before the order was placed', () => {
    const at = moment('2019-02-08T09:59:59.999Z');
    expect(asOf(example, at)).toEqual(
      E.left({ type: 'OrderNotYetPlaced', orderId, at, placedAt: MOMENTS.placed }),
    );
  });

  it('refuses a history without a placing', () => {
    expect(asOf([], MOMENTS.placed)).toEqual(E.left({ type: 'OrderNotPlaced', firstEvent: null }));
  });
});

import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { inSequence } from './sequence';
import { example } from './testing/example';

const revisions = (...numbers: ReadonlyArray<number>) =>
  example.filter((_, n) => numbers.includes(n));

const orderId = '00-v5195004lux-01';

describe('inSequence', () => {
  it('keeps events that follow each other, and the placing they begin with', () => {
    expect(inSequence(example)).toEqual(
      E.right({ placed: example[0]?.event.data, events: example }),
    );
  });

  it('takes any iterable', () => {
    expect(inSequence(new Set(example))).toEqual(inSequence(example));
  });

  it('counts what is repeated once', () => {
    expect(inSequence([...revisions(0, 1), ...revisions(0), ...revisions(1, 2)])).toEqual(
      inSequence(revisions(0, 1, 2)),
    );
  });

  it('reports a gap with the revision that is missing', () => {
    expect(inSequence(revisions(0, 1, 3))).toEqual(
      E.left({ type: 'RevisionGap', orderId, expected: 2, actual: 3 }),
    );
  });

  it('reports a gap before the first event', () => {
    expect(inSequence(revisions(1))).toEqual(
      E.left({ type: 'RevisionGap', orderId, expected: 0, actual: 1 }),
    );
  });

  it('refuses a history without events', () => {
    expect(inSequence([])).toEqual(E.left({ type: 'OrderNotPlaced', firstEvent: null }));
  });

  it('refuses a history that begins with another event', () => {
    const invoiced = revisions(1).map(({ event }) => ({ event, revision: 0 }));
    expect(inSequence(invoiced)).toEqual(
      E.left({ type: 'OrderNotPlaced', firstEvent: 'InvoiceAdded' }),
    );
  });
});

import type { RecordedEvent } from '@facture/contract';
import { describe, expect, it } from '@jest/globals';

import { claimed, claimStream, heldIn, released } from './claimStream';

const claim = { key: 'seller/1', holder: 'order-1' };

const recorded = (change: Partial<RecordedEvent>): RecordedEvent => ({
  ...claimed('id', claim),
  stream: claimStream(claim.key),
  revision: 0,
  position: 1n,
  recordedAt: '2026-01-31T12:00:00.000Z',
  ...change,
});

describe('the stream of a claim', () => {
  it('keeps its name for ever', () => {
    expect(claimStream('seller/é')).toBe(
      'claim-4fb64464cba27c953d74795ef8f1ff826119835d6944e2108435bb2e1acb8ff9',
    );
  });

  it('is written to in the same words for ever', () => {
    const event = {
      schemaVersion: 1,
      data: '{"key":"seller/1","holder":"order-1"}',
      metadata: '{}',
    };
    expect(claimed('a', claim)).toEqual({ ...event, id: 'a', type: 'Claimed' });
    expect(released('b', claim)).toEqual({ ...event, id: 'b', type: 'Released' });
  });

  it('tells who holds the claim by its last event', () => {
    expect(heldIn(recorded({}))).toEqual(claim);
    expect(heldIn(recorded({ data: '{"key":"k","holder":"h","more":1}' }))).toEqual({
      key: 'k',
      holder: 'h',
    });
    expect(heldIn(recorded({ type: 'Released' }))).toBeUndefined();
    expect(heldIn(undefined)).toBeUndefined();
  });

  it.each([
    { type: 'Moved' },
    { data: 'no JSON' },
    { data: 'null' },
    { data: '{"key":"k"}' },
    { data: '{"holder":"h"}' },
    { data: '{"key":1,"holder":"h"}' },
    { data: '{"key":"k","holder":1}' },
  ])('cannot be read when it ends with %j', (change) => {
    const last = recorded(change);
    const reason = `${last.stream} ends with no event of a claim: ${last.type}`;
    expect(() => heldIn(last)).toThrow(expect.objectContaining({ type: 'Fatal', reason }));
  });
});

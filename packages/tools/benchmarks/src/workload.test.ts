import { describe, expect, it } from '@jest/globals';

import { clientAppends, mixedAppends, take } from './workload';

describe('the workload', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(take(mixedAppends(1), 500)).toEqual(take(mixedAppends(1), 500));
    expect(take(clientAppends(1, 3), 5)).not.toEqual(take(clientAppends(2, 3), 5));
  });

  it('tells of every kind of event, with one stream for each order and no claim twice', () => {
    const appends = take(mixedAppends(7), 4_000);
    const types = appends.flatMap(({ events }) => events.map(({ type }) => type));
    expect(new Set(types)).toEqual(
      new Set(['OrderPlaced', 'InvoiceAdded', 'TrackingUpdated', 'ReturnInvoiced']),
    );
    const claims = appends.flatMap((append) => append.claims);
    expect(new Set(claims).size).toBe(claims.length);
    expect(appends.some(({ events }) => events.length > 1)).toBe(true);
  });
});

import { orderSummaryProjection } from '@facture/projections';
import { describe, expect, it } from '@jest/globals';

import { threadsFor } from './threadsFor';

describe('the threads that make totals anew', () => {
  it('find the projection of the totals', () => {
    const { threads } = threadsFor(1_000_000n);
    expect(threads?.count).toBeGreaterThan(0);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- as a thread does
    const found = require(threads?.module ?? '') as Record<string, unknown>;
    expect(found[threads?.name ?? '']).toBe(orderSummaryProjection);
  });

  it('are not started for few events', () => {
    expect(threadsFor(1_000n)).toEqual({});
  });
});

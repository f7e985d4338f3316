import { describe, expect, it } from '@jest/globals';

import { quantile, spreadOf } from './statistics';

describe('statistics', () => {
  it('take the middle of an odd and of an even number of values', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
  });

  it('take a quantile by its nearest rank', () => {
    const numbers = Array.from({ length: 200 }, (_, index) => index + 1);
    expect([0, 0.5, 0.99, 1].map((share) => quantile(numbers, share))).toEqual([1, 100, 198, 200]);
  });
});

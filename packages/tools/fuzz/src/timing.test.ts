import { describe, expect, it } from '@jest/globals';

import { createDurations, timingOf } from './timing';

describe('timingOf', () => {
  const durations = (...ms: ReadonlyArray<number>) => {
    const counted = createDurations();
    for (const each of ms) counted.add(each);
    return counted;
  };
  const hundred = (usual: number, ...last: ReadonlyArray<number>) =>
    durations(...Array.from({ length: 100 - last.length }, () => usual), ...last);

  it('compares the p99 of refusing with the median of good requests', () => {
    expect(timingOf(hundred(1, 50), hundred(2, 19, 500))).toEqual({
      good: { count: 100, median: 1, p99: 1 },
      refused: { count: 100, p99: 19 },
      ratio: 19,
      isBounded: true,
    });
  });

  it('is not bounded where that is 20 times as long', () => {
    expect(timingOf(hundred(1), hundred(2, 20, 20))).toMatchObject({ ratio: 20, isBounded: false });
  });
});

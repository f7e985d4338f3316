import { describe, expect, it } from '@jest/globals';

import type { Ratio } from '../figures';
import { compareRatios, formatComparison } from './compareRatios';

const ratio = (name: string, min: number, median: number, max: number): Ratio => ({
  ...{ name, min, median, max },
});

const standing = (recorded: Ratio, found: Ratio) => compareRatios([recorded], [found])[0]?.standing;

describe('a ratio beside the recorded one', () => {
  const recorded = ratio('a ÷ b', 0.7, 0.8, 0.9);

  it.each([
    ['holds', 'is the same', ratio('a ÷ b', 0.7, 0.8, 0.9)],
    ['holds', 'is better', ratio('a ÷ b', 1, 1.1, 1.2)],
    ['holds', 'is among the recorded rounds', ratio('a ÷ b', 0.6, 0.71, 0.85)],
    ['holds', 'is as low as the lowest recorded round', ratio('a ÷ b', 0.6, 0.7, 0.8)],
    ['unsure', 'is below them, but reached the recorded median', ratio('a ÷ b', 0.1, 0.6, 0.8)],
    ['unsure', 'is among them, but never reached the median', ratio('a ÷ b', 0.7, 0.75, 0.79)],
    ['fell', 'is below them, and never reached the median', ratio('a ÷ b', 0.6, 0.69, 0.79)],
  ])('%s when it %s', (expected, _, found) => {
    expect(standing(recorded, found)).toBe(expected);
  });

  it('is new when nothing is recorded of it, however low it is', () => {
    expect(standing(recorded, ratio('c ÷ b', 0, 0, 0))).toBe('new');
  });

  it('does not fall by absolute times, of which nothing is compared', () => {
    expect(standing(recorded, { ...recorded, atLeast: 2 })).toBe('holds');
  });
});

describe('a comparison', () => {
  const recorded = [ratio('a ÷ b', 0.7, 0.8, 0.9), ratio('c ÷ d', 2, 3, 4)];

  it('names what fell', () => {
    const compared = compareRatios(recorded, [
      ratio('a ÷ b', 0.1, 0.2, 0.3),
      ratio('c ÷ d', 2, 3, 4),
    ]);
    expect(formatComparison(compared)).toBe(`\
| ratio |           recorded |                now | standing |
| ----- | -----------------: | -----------------: | -------: |
| a ÷ b | 0.80 (0.70 – 0.90) | 0.20 (0.10 – 0.30) |     fell |
| c ÷ d | 3.00 (2.00 – 4.00) | 3.00 (2.00 – 4.00) |    holds |

fell: a ÷ b
`);
  });

  it('says that nothing fell', () => {
    expect(formatComparison(compareRatios(recorded, recorded))).toMatch(/\nno ratio fell\n$/);
  });
});

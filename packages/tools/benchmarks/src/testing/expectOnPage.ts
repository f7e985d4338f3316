import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Figures } from '../figures';
import { REFERENCE } from '../page';

/** Expects that each figure was found, and that the page has it. */
export const expectOnPage = ({ ratios, rates }: Figures): void => {
  for (const { min, median, max } of [...ratios, ...rates]) {
    expect(min).toBeGreaterThan(0);
    expect(median).toBeGreaterThanOrEqual(min);
    expect(max).toBeGreaterThanOrEqual(median);
  }
  const firstCells = readFileSync(join(REFERENCE, 'performance.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|')[1]?.trim());
  for (const { name } of ratios) expect(firstCells).toContain(name);
  // A rate stands in the table of a run, and again where it is told what it means.
  for (const { name } of rates) expect(firstCells.filter((cell) => cell === name)).toHaveLength(2);
};

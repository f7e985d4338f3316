import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { GrowthReport } from './growth/growthReport';
import { REFERENCE } from './page';

const read = (name: string): string => readFileSync(join(REFERENCE, name), 'utf8');

const SCALING = read('../explanation/scaling.md');

/** What stands beside a name in the first row of a page that has it. */
const besideIn = (page: string, name: string): string => {
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.find(([, first]) => first === name)?.[2] ?? `nothing of ${name}`;
};

const numberIn = (text: string): number => Number.parseFloat(text.replaceAll(',', ''));

describe('what one machine holds is reckoned with figures that were found', () => {
  const { points } = JSON.parse(read('growth.json')) as GrowthReport;
  const most = points.find(({ events }) => events >= 10_000_000);

  it('of the disk, from ten thousand events on', () => {
    const name = 'an event on the disk, with its indexes, claims and totals';
    expect(besideIn(SCALING, name)).toBe('1 KiB');
    for (const { events, fileMiB } of points)
      if (events >= 10_000) expect((fileMiB * 1_024) / events).toBeCloseTo(1, 1);
  });

  it('of folding and starting with ten million events', () => {
    const folded = besideIn(SCALING, 'events per second folded into totals');
    expect(most?.catchUpPerSecond).toBeGreaterThanOrEqual(numberIn(folded));
    const start = 'below 3 seconds at ten million events';
    expect(besideIn(SCALING, 'start of a service')).toBe(start);
    expect(most?.coldStartMs).toBeLessThan(3_000);
  });

  it('of receipts', () => {
    const found = besideIn(read('performance.md'), 'HTTP notifications, 64 connections');
    const reckoned = besideIn(SCALING, 'receipts per second over HTTP');
    expect(numberIn(found)).toBeGreaterThanOrEqual(numberIn(reckoned));
  });
});

import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serviceHere } from '../fanOut/fanOutService';
import { REFERENCE } from '../page';
import { readGrowthOptions } from './growthOptions';
import { plotGrowth } from './growthPlot';
import { FIGURES, type GrowthPoint } from './growthPoint';
import { formatGrowth, type GrowthReport } from './growthReport';
import { measureGrowth } from './measureGrowth';

const point = (events: number, step: number): GrowthPoint => ({
  events,
  fileMiB: step,
  appendP50Ms: 1,
  appendP99Ms: 2,
  replayPerSecond: 50_000,
  catchUpPerSecond: 20_000,
  coldStartMs: 300,
});

describe('growth', () => {
  it('is measured at each size, in a file that grows', async () => {
    const data = mkdtempSync(join(tmpdir(), 'facture-growth-test-'));
    const points = await measureGrowth({
      data,
      sizes: [40, 400],
      verifyUpTo: 40,
      // In this process: another one would need a build.
      startService: serviceHere('--no-seal'),
      tell: () => undefined,
    });
    rmSync(data, { recursive: true });
    const [few, many] = points;
    expect(few?.events).toBeGreaterThanOrEqual(40);
    expect(many?.events).toBeGreaterThanOrEqual(400);
    expect(many?.fileMiB).toBeGreaterThan(few?.fileMiB ?? Infinity);
    for (const { of } of FIGURES) expect(few && of(few)).toBeGreaterThan(0);
    expect(many?.verifyPerSecond).toBeUndefined();
  });

  it('goes by powers of ten to where it is told to', () => {
    expect(readGrowthOptions([])).toEqual({
      sizes: [1_000, 10_000, 100_000, 1_000_000],
      verifyUpTo: 1_000_000,
      record: false,
    });
    expect(readGrowthOptions(['--to', '10000000', '--verify-to=1000', '--record'])).toEqual({
      sizes: [1_000, 10_000, 100_000, 1_000_000, 10_000_000],
      verifyUpTo: 1_000,
      record: true,
    });
    expect(readGrowthOptions(['--help'])).toBeUndefined();
    expect(() => readGrowthOptions(['--to', 'many'])).toThrow('--to');
  });
});

describe('the plot of growth', () => {
  const svg = plotGrowth([point(1_000, 1), point(10_000, 10), point(100_000, 100)]);
  const lines = Array.from(svg.matchAll(/<polyline points="([^"]+)"/g), ([, points = '']) =>
    points.split(' ').map((place) => place.split(',').map(Number)),
  );

  it('climbs from corner to corner where something grows in step, and is flat where nothing does', () => {
    const [fileSize, append] = lines;
    expect(fileSize).toEqual([
      [20, 166],
      [160, 103],
      [300, 40],
    ]);
    expect(append?.map(([, y]) => y)).toEqual([103, 103, 103]);
  });

  it('has a panel for each figure that was found, with all values', () => {
    expect(lines).toHaveLength(FIGURES.length - 1);
    expect(svg).not.toContain('verify');
    expect(svg.match(/>50,000</g)).toHaveLength(3);
    expect(svg).toContain('>replay, events/s<');
    expect(svg).toContain('10⁵');
  });
});

it('the page and its plot show what was recorded', () => {
  const read = (name: string) => readFileSync(join(REFERENCE, name), 'utf8');
  const recorded = JSON.parse(read('growth.json')) as GrowthReport;
  expect(read('performance.md')).toContain(formatGrowth(recorded).trim());
  expect(read('growth.svg')).toBe(plotGrowth(recorded.points));
});

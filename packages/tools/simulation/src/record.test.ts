import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { noFaults } from './faults';
import { nextSeed, record } from './record';
import { noSeeds, type RangeResult } from './seedRange';

const ran = (seeds: number, hash: string): RangeResult => ({
  ...noSeeds,
  seeds,
  events: 10 * seeds,
  hash: hash.padStart(64, '0'),
  faults: { ...noFaults(), 'clock jump': seeds },
});

describe('the record of simulations', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'facture-record-'));
    file = join(folder, 'simulation.json');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const runs = (): ReadonlyArray<Record<string, unknown>> =>
    (JSON.parse(readFileSync(file, 'utf8')) as { runs: ReadonlyArray<Record<string, unknown>> })
      .runs;

  it('says where to go on, for each store', () => {
    expect(nextSeed(file, undefined)).toBe(0);
    record(file, { store: 'drawn', version: 'a', from: 0 }, ran(7, '1'));
    record(file, { store: 'sqlite', version: 'a', from: 100 }, ran(3, '1'));
    expect(nextSeed(file, undefined)).toBe(7);
    expect(nextSeed(file, 'sqlite')).toBe(103);
    expect(nextSeed(file, 'memory')).toBe(0);
  });

  it('joins runs of one commit that go on from one another, and no others', () => {
    record(file, { store: 'drawn', version: 'a', from: 0 }, ran(7, '5'));
    record(file, { store: 'drawn', version: 'a', from: 7 }, ran(3, '6'));
    record(file, { store: 'drawn', version: 'a', from: 20 }, ran(1, '1'));
    record(file, { store: 'drawn', version: 'b', from: 10 }, ran(1, '1'));
    record(file, { store: 'memory', version: 'a', from: 10 }, ran(1, '1'));
    expect(runs().map(({ from, seeds }) => [from, seeds])).toEqual([
      [0, 10],
      [20, 1],
      [10, 1],
      [10, 1],
    ]);
    const [joined] = runs();
    expect(joined).toMatchObject({
      events: 100,
      hash: '3'.padStart(64, '0'),
      faults: { 'clock jump': 10, 'write late': 0 },
    });
  });

  it('takes nothing else for a record', () => {
    writeFileSync(file, '{"runs":[{}]}');
    expect(() => nextSeed(file, undefined)).toThrow('is no record of simulations');
  });
});

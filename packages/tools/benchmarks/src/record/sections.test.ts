import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { BENCHMARKS } from '../parts';
import { REFERENCE, replaceRun } from '../page';
import { RECORDED_FILE, readRecorded } from './recordedRatios';
import { SECTIONS, sectionsOf } from './sections';

const PAGE = readFileSync(join(REFERENCE, 'performance.md'), 'utf8');

describe('the page of the figures', () => {
  it('has a table for every part, each in one', () => {
    expect(SECTIONS.flatMap(({ parts }) => parts).toSorted()).toEqual(BENCHMARKS.toSorted());
  });

  it.each(SECTIONS)('has a place for "$run", and its text replaces what was there', ({ run }) => {
    const once = replaceRun(PAGE, run, 'first\n');
    expect(once).toContain(`<!-- ${run} -->\n\nfirst\n\n<!-- end of ${run} -->`);
    expect(replaceRun(once, run, 'second')).toBe(replaceRun(PAGE, run, 'second'));
  });

  it('has no place for a run that nobody knows', () => {
    expect(() => replaceRun(PAGE, 'run of luck', '')).toThrow('run of luck');
  });

  it('is filled by the parts that were asked for', () => {
    expect(sectionsOf(BENCHMARKS)).toEqual(SECTIONS);
    expect(sectionsOf(['http', 'replay']).map(({ run }) => run)).toEqual(['run of HTTP']);
  });
});

it('the recorded ratios can be read', () => {
  expect(readRecorded(RECORDED_FILE).length).toBeGreaterThan(0);
  expect(() => readRecorded(join(__dirname, '../../package.json'))).toThrow('bench --record');
});

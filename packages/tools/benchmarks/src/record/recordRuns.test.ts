import { expect, it } from '@jest/globals';
import { join } from 'node:path';

import { noFigures, type Ratio } from '../figures';
import { describeMachine } from '../machine';
import type { Options } from '../options';
import { formatReport, type Report } from '../report';
import { temporaryDirectory } from '../temporaryDirectory';
import { readRecorded, recordRatios } from './recordedRatios';
import { recordRuns } from './recordRuns';

const ratio = (name: string, median: number): Ratio => ({ name, median, min: 0, max: 9 });

const machine = describeMachine();

/** Finds a ratio of the parts that are run, and nothing of Emmett, as where it is not installed. */
const run = (options: Options): Promise<Report> => {
  const { only } = options;
  const name = only.join(' and ');
  const found = { ratios: [ratio(name, 2)], rates: [{ ...ratio(name, 2), unit: 'turns' }] };
  return Promise.resolve({
    ...noFigures,
    ...(only.includes('emmett') ? { remarks: ['emmett: left out'] } : found),
    ...{ startedAt: '2026-01-31T10:00:00.000Z', machine, options },
  });
};

it('a record has each table by itself, beside the ratios there were, and nothing that was left out', async () => {
  const directory = temporaryDirectory('record');
  const ratiosFile = join(directory.path, 'recorded.json');
  recordRatios(ratiosFile, [ratio('verify', 1), ratio('http', 1)]);
  const written = new Map<string, string>();
  const options: Options = {
    ...{ events: 8, rounds: 1, record: true },
    only: ['catch-up', 'rebuild', 'partitions', 'http', 'emmett'],
  };
  const write = (name: string, text: string) => written.set(name, text);
  const report = await recordRuns(options, () => undefined, { run, write, ratiosFile });
  const totals = 'catch-up and rebuild and partitions';
  expect(readRecorded(ratiosFile)).toEqual([
    ratio('verify', 1),
    ratio('http', 2),
    ratio(totals, 2),
  ]);
  directory.remove();
  expect([...written.keys()]).toEqual(['run of totals', 'run of HTTP']);
  expect(written.get('run of HTTP')).toBe(formatReport(await run({ ...options, only: ['http'] })));
  expect(report.ratios).toEqual([ratio(totals, 2), ratio('http', 2)]);
  expect(report.remarks).toEqual(['emmett: left out']);
});

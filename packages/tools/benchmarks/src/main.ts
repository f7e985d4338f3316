import { writeFile } from 'node:fs/promises';

import { startCommand } from './command';
import { readOptions, USAGE, type Options } from './options';
import { progressOn } from './progress';
import { compareRatios, formatComparison } from './record/compareRatios';
import { readRecorded } from './record/recordedRatios';
import { recordRuns } from './record/recordRuns';
import { formatReport } from './report';
import { runBenchmarks } from './runBenchmarks';

const run = async (options: Options): Promise<boolean> => {
  const progress = progressOn(process.stderr);
  // Read first: what is recorded may be written anew.
  const recorded = options.compare === undefined ? undefined : readRecorded(options.compare);
  const report =
    options.record === true
      ? await recordRuns(options, progress.tell)
      : await runBenchmarks(options, progress.tell);
  progress.clear();
  process.stdout.write(formatReport(report));
  if (options.json !== undefined)
    await writeFile(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
  if (recorded === undefined) return true;
  const compared = compareRatios(recorded, report.ratios);
  process.stdout.write(`\n${formatComparison(compared)}`);
  return compared.every(({ standing }) => standing !== 'fell');
};

startCommand({ usage: USAGE, readOptions: (args) => readOptions(args, process.env), run });

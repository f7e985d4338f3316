import { writeFile } from 'node:fs/promises';

import { readOptions, USAGE } from './options';
import { progressOn } from './progress';
import { compareRatios, formatComparison } from './record/compareRatios';
import { readRecorded } from './record/recordedRatios';
import { recordRuns } from './record/recordRuns';
import { formatReport } from './report';
import { runBenchmarks } from './runBenchmarks';

const main = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === undefined) {
    process.stdout.write(USAGE);
    return;
  }
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
  if (recorded === undefined) return;
  const compared = compareRatios(recorded, report.ratios);
  process.stdout.write(`\n${formatComparison(compared)}`);
  if (compared.some(({ standing }) => standing === 'fell')) process.exitCode = 1;
};

// Leaves in order, so that the files are removed.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    process.exit(1);
  });

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

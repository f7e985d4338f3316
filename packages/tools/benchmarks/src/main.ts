import { writeFile } from 'node:fs/promises';

import { readOptions, USAGE } from './options';
import { progressOn } from './progress';
import { formatReport } from './report';
import { runBenchmarks } from './runBenchmarks';

const main = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === undefined) {
    process.stdout.write(USAGE);
    return;
  }
  const progress = progressOn(process.stderr);
  const report = await runBenchmarks(options, progress.tell);
  progress.clear();
  process.stdout.write(formatReport(report));
  if (options.json !== undefined)
    await writeFile(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
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

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startServiceApart } from '../fanOut/serviceApart';
import { describeMachine } from '../machine';
import { REFERENCE, writeRun } from '../page';
import { progressOn } from '../progress';
import { GROWTH_USAGE, readGrowthOptions } from './growthOptions';
import { plotGrowth } from './growthPlot';
import { formatGrowth, type GrowthReport } from './growthReport';
import { measureGrowth } from './measureGrowth';

const record = (report: GrowthReport): void => {
  writeRun('run of growth', formatGrowth(report));
  writeFileSync(join(REFERENCE, 'growth.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  writeFileSync(join(REFERENCE, 'growth.svg'), plotGrowth(report.points));
};

const main = async (): Promise<void> => {
  const options = readGrowthOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(GROWTH_USAGE);
    return;
  }
  const data = mkdtempSync(join(tmpdir(), 'facture-growth-'));
  process.once('exit', () => {
    rmSync(data, { recursive: true, force: true });
  });
  const { tell, clear } = progressOn(process.stderr);
  const startedAt = new Date().toISOString();
  const machine = describeMachine();
  const points = await measureGrowth({ ...options, data, startService: startServiceApart, tell });
  clear();
  const report = { startedAt, machine, points };
  process.stdout.write(formatGrowth(report));
  if (options.record) record(report);
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

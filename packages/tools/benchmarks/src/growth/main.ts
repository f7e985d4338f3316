import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { startCommand } from '../command';
import { startServiceApart } from '../fanOut/serviceApart';
import { describeMachine } from '../machine';
import { REFERENCE, writeRun } from '../page';
import { progressOn } from '../progress';
import { temporaryDirectory } from '../temporaryDirectory';
import { GROWTH_USAGE, readGrowthOptions, type GrowthOptions } from './growthOptions';
import { plotGrowth } from './growthPlot';
import { formatGrowth, type GrowthReport } from './growthReport';
import { measureGrowth } from './measureGrowth';

const record = (report: GrowthReport): void => {
  writeRun('run of growth', formatGrowth(report));
  writeFileSync(join(REFERENCE, 'growth.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  writeFileSync(join(REFERENCE, 'growth.svg'), plotGrowth(report.points));
};

const run = async (options: GrowthOptions): Promise<boolean> => {
  const { path: data } = temporaryDirectory('growth');
  const { tell, clear } = progressOn(process.stderr);
  const startedAt = new Date().toISOString();
  const machine = describeMachine();
  const points = await measureGrowth({ ...options, data, startService: startServiceApart, tell });
  clear();
  const report = { startedAt, machine, points };
  process.stdout.write(formatGrowth(report));
  if (options.record) record(report);
  return true;
};

startCommand({ usage: GROWTH_USAGE, readOptions: readGrowthOptions, run });

import { join as path } from 'node:path';

import type { Bench } from './bench';
import { join, noFigures, type Figures } from './figures';
import { measureEmmett } from './emmett/measureEmmett';
import { describeMachine } from './machine';
import { measureAppends } from './measureAppends';
import { measureCatchUp } from './totals/measureCatchUp';
import { measureCommands } from './measureCommands';
import { measureEventStoreDb } from './eventStoreDb/measureEventStoreDb';
import { measureFanOut } from './fanOut/measureFanOut';
import { measureHttp } from './measureHttp';
import { measureMemory } from './memory/measureMemory';
import { measurePartitions } from './totals/measurePartitions';
import { measureRebuild } from './totals/measureRebuild';
import { measureReplay } from './measureReplay';
import { measureSealing } from './sealing/measureSealing';
import { measureVerify } from './sealing/measureVerify';
import type { Options } from './options';
import { BENCHMARKS, type BenchmarkName } from './parts';
import type { Report } from './report';
import { temporaryDirectory } from './temporaryDirectory';

/** What measures each part. */
export type Measures = Readonly<Record<BenchmarkName, (bench: Bench) => Promise<Figures>>>;

export const MEASURES: Measures = {
  appends: measureAppends,
  replay: measureReplay,
  emmett: (bench) => measureEmmett(bench),
  'catch-up': measureCatchUp,
  rebuild: (bench) => measureRebuild(bench),
  partitions: (bench) => measurePartitions(bench),
  commands: measureCommands,
  memory: (bench) => measureMemory(bench),
  eventstoredb: (bench) => measureEventStoreDb(bench),
  'fan-out': (bench) => measureFanOut(bench),
  http: (bench) => measureHttp(bench),
  sealing: (bench) => measureSealing(bench),
  verify: measureVerify,
};

/**
 * Runs the parts that are asked for, on files in a temporary directory, which is removed afterwards.
 */
export const runBenchmarks = async (
  options: Options,
  tell: Bench['tell'],
  measures: Measures = MEASURES,
): Promise<Report> => {
  const startedAt = new Date().toISOString();
  const machine = describeMachine();
  const directory = temporaryDirectory('bench');
  const file = (name: string) => path(directory.path, `${name}.db`);
  let figures = noFigures;
  try {
    for (const name of BENCHMARKS.filter((part) => options.only.includes(part))) {
      const found = await measures[name]({
        options,
        file,
        tell: (text) => {
          tell(`${name}: ${text}`);
        },
      });
      figures = join(figures, found);
    }
  } finally {
    directory.remove();
  }
  return { startedAt, machine, options, ...figures };
};

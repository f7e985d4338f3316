import { parentPort, workerData } from 'node:worker_threads';

import { planOf, type StoreName } from './plan';
import { joinResults, noSeeds, resultOf } from './seedRange';
import { simulate } from './simulate';

/** Which seeds a worker runs: every `step`th from `from` on, below `end`. */
export interface Share {
  readonly from: number;
  readonly end: number;
  readonly step: number;
  readonly store: StoreName | undefined;
}

const BATCH = 64;

const work = async ({ from, end, step, store }: Share): Promise<void> => {
  let result = noSeeds;
  for (let seed = from; seed < end; seed += step) {
    result = joinResults(result, resultOf(await simulate(planOf(seed, store))));
    if (result.seeds < BATCH && seed + step < end) continue;
    parentPort?.postMessage(result);
    result = noSeeds;
  }
};

// Most failures are made on purpose, and nobody reads where.
Error.stackTraceLimit = 0;
void work(workerData as Share);

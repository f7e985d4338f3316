import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import type { Options } from './options';
import { joinResults, noSeeds, type RangeResult } from './seedRange';
import type { Share } from './worker';

/**
 * Runs a range of seeds on some threads. It tells what is done so far now and then, and stops early
 * when something is violated.
 */
export const runSeeds = async (
  {
    from,
    seeds,
    workers,
    store,
  }: Pick<Options, 'seeds' | 'workers' | 'store'> & {
    readonly from: number;
  },
  onProgress: (soFar: RangeResult) => void,
): Promise<RangeResult> => {
  let result = noSeeds;
  const threads: Array<Worker> = [];
  const run = (index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const share: Share = { from: from + index, end: from + seeds, step: workers, store };
      const thread = new Worker(join(__dirname, 'worker.js'), { workerData: share });
      threads.push(thread);
      thread.on('message', (part: RangeResult) => {
        result = joinResults(result, part);
        onProgress(result);
        if (part.violations.length > 0) for (const each of threads) void each.terminate();
      });
      thread.on('error', reject);
      thread.on('exit', () => {
        resolve();
      });
    });
  await Promise.all(Array.from({ length: workers }, (_, index) => run(index)));
  return result;
};

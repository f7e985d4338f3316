import type { BareSqlite } from './bareSqlite';
import { mixedAppends, take, type Append } from './workload';

/** Every figure is taken on the same orders. */
export const SEED = 20_260_131;

const APPENDS_PER_TRANSACTION = 4_096;

/** Fills an empty file with at least so many events, in few transactions. Answers how many. */
export const fill = (
  bare: BareSqlite,
  events: number,
  onProgress: (filled: number) => void,
): number => {
  const appends = mixedAppends(SEED);
  let filled = 0;
  while (filled < events) {
    const batch = new Array<Append>();
    while (filled < events && batch.length < APPENDS_PER_TRANSACTION)
      for (const append of take(appends, 1)) {
        batch.push(append);
        filled += append.events.length;
      }
    bare.insertAll(batch);
    onProgress(filled);
  }
  return filled;
};

import { statSync, type Stats } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';

const stat = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false });

const isSameEntry = (one: Stats, other: Stats): boolean =>
  one.dev === other.dev && one.ino === other.ino;

// A folder that has rested for so long tells the next change by another time: file systems count it
// in steps of up to two seconds.
const AT_REST_MS = 3_000;

/**
 * Makes a question: whether a database's file and its log are still where they were. A process goes on
 * writing into a file that was moved, removed or replaced, and nobody would ever find what it wrote.
 *
 * Asks after the folder alone while that is unchanged, as none of this is done without changing it. To
 * ask after the log has its price: since Linux 6.13 who asks for the time of a file makes the next
 * write keep a new one, and the sync write that as well.
 */
export const watchPlace = (database: DatabaseSync, now: () => number = Date.now) => {
  const file = database.location();
  if (file === null) return () => true;
  const folder = dirname(file);
  const known = new Map<string, Stats>();
  let unchanged: Stats | undefined;

  const isSame = (path: string): boolean => {
    const found = stat(path);
    const before = known.get(path);
    // The log comes with the first transaction.
    if (before === undefined && found !== undefined) known.set(path, found);
    return before === undefined || (found !== undefined && isSameEntry(found, before));
  };

  const isInPlace = (): boolean => {
    const found = stat(folder);
    if (found === undefined) return false;
    if (unchanged && isSameEntry(found, unchanged) && found.ctimeMs === unchanged.ctimeMs)
      return true;
    const isThere = isSame(file) && isSame(`${file}-wal`);
    unchanged = isThere && now() - found.ctimeMs > AT_REST_MS ? found : undefined;
    return isThere;
  };
  isInPlace();
  return isInPlace;
};

import type { DatabaseSync } from 'node:sqlite';

import { prepareOn } from './statement';

// About 200,000 events. Nobody who starts a service waits for minutes.
const LARGEST_BYTES = 256 * 1024 * 1024;

/** Whether a file is small enough to be looked through when it is opened. */
export const isLookedThrough = (database: DatabaseSync, largestBytes = LARGEST_BYTES): boolean => {
  const size = 'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size';
  const [bytes] = prepareOn(database)(size).get() as unknown as [number];
  return bytes <= largestBytes;
};

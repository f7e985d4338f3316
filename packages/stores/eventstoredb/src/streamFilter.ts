import type { StreamName } from '@facture/contract';

import { CLAIM_PREFIX } from './claimStream';

/** Which streams a reading keeps. */
export interface StreamFilter {
  /**
   * What the server filters by. It compares prefixes by the rules of a language, in which `e` is no
   * beginning of `é`, and slower than it matches a pattern.
   */
  readonly pattern: string;
  /** Tells once more of what has arrived. */
  readonly keeps: (stream: StreamName) => boolean;
}

const SYSTEM_PREFIX = '$';

/** Tells the streams that no writer may write to and no reader is told of. */
export const isInternal = (stream: StreamName): boolean =>
  stream.startsWith(SYSTEM_PREFIX) || stream.startsWith(CLAIM_PREFIX);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const NOT_INTERNAL = `(?!${escaped(SYSTEM_PREFIX)}|${escaped(CLAIM_PREFIX)})`;

/**
 * Keeps the streams of a store whose names start with a prefix, but for those of the server and of
 * claims.
 *
 * @param space what the names of all streams of this store start with on the server
 */
export const streamFilter = (space: string, prefix: string): StreamFilter => ({
  pattern: `^${escaped(space)}${NOT_INTERNAL}${escaped(prefix)}`,
  keeps: (stream) => stream.startsWith(space + prefix) && !isInternal(stream.slice(space.length)),
});

/** Keeps the streams of claims of a store. */
export const claimFilter = (space: string): StreamFilter => ({
  pattern: `^${escaped(space + CLAIM_PREFIX)}`,
  keeps: (stream) => stream.startsWith(space + CLAIM_PREFIX),
});

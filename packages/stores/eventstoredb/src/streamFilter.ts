import type { StreamName } from '@facture/contract';

import { CLAIM_PREFIX } from './claimStream';

/** Which streams a reading keeps. */
export interface StreamFilter {
  /** What the server filters by. */
  readonly expression:
    | { readonly type: 'prefix'; readonly prefix: string }
    | { readonly type: 'regex'; readonly regex: string };
  /** Tells once more of what has arrived. */
  readonly keeps: (stream: StreamName) => boolean;
}

const SYSTEM_PREFIX = '$';

/** Tells the streams that no writer may write to and no reader is told of. */
export const isInternal = (stream: StreamName): boolean =>
  stream.startsWith(SYSTEM_PREFIX) || stream.startsWith(CLAIM_PREFIX);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const canBeInternal = (prefix: string): boolean =>
  isInternal(prefix) || SYSTEM_PREFIX.startsWith(prefix) || CLAIM_PREFIX.startsWith(prefix);

/**
 * Keeps the streams of a store whose names start with a prefix, but for those of the server and of
 * claims. The server compares prefixes fastest; where that keeps too much it gets an expression.
 *
 * @param space what the names of all streams of this store start with on the server
 */
export const streamFilter = (space: string, prefix: string): StreamFilter => ({
  expression: canBeInternal(prefix)
    ? {
        type: 'regex',
        regex: `^${escaped(space)}(?!${escaped(SYSTEM_PREFIX)}|${escaped(CLAIM_PREFIX)})${escaped(prefix)}`,
      }
    : { type: 'prefix', prefix: space + prefix },
  keeps: (stream) => stream.startsWith(space + prefix) && !isInternal(stream.slice(space.length)),
});

/** Keeps the streams of claims of a store. */
export const claimFilter = (space: string): StreamFilter => {
  const prefix = space + CLAIM_PREFIX;
  return { expression: { type: 'prefix', prefix }, keeps: (stream) => stream.startsWith(prefix) };
};

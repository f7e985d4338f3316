import type { StreamName } from '@facture/contract';

import { CLAIM_PREFIX } from './claimStream';

/** Which streams a reading keeps. */
export interface StreamFilter {
  /**
   * What the server filters by. It compares prefixes by the rules of a language, in which `e` is no
   * beginning of `é`, and slower than it matches a pattern.
   */
  readonly pattern: string;
  /** Looks once more at what has arrived: the name without the space, undefined for what is not kept. */
  readonly nameOf: (stream: StreamName) => StreamName | undefined;
}

const SYSTEM_PREFIX = '$';
const METADATA_PREFIX = '$$';

/** Tells the streams that no writer may write to and no reader is told of. */
export const isInternal = (stream: StreamName): boolean =>
  stream.startsWith(SYSTEM_PREFIX) || stream.startsWith(CLAIM_PREFIX);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const NOT_INTERNAL = `(?!${escaped(SYSTEM_PREFIX)}|${escaped(CLAIM_PREFIX)})`;

/** Cuts a beginning off a name, undefined where it does not begin so. */
const without = (beginning: string, stream: StreamName): StreamName | undefined =>
  stream.startsWith(beginning) ? stream.slice(beginning.length) : undefined;

/**
 * Keeps the streams of a store whose names start with a prefix, but for those of the server and of
 * claims.
 *
 * @param space what the names of all streams of this store start with on the server
 */
export const streamFilter = (space: string, prefix: string): StreamFilter => ({
  pattern: `^${escaped(space)}${NOT_INTERNAL}${escaped(prefix)}`,
  nameOf: (stream) => {
    const name = without(space, stream);
    return name?.startsWith(prefix) === true && !isInternal(name) ? name : undefined;
  },
});

/** Keeps the streams of claims of a store. */
export const claimFilter = (space: string): StreamFilter => ({
  pattern: `^${escaped(space + CLAIM_PREFIX)}`,
  nameOf: (stream) => {
    const name = without(space, stream);
    return name?.startsWith(CLAIM_PREFIX) === true ? name : undefined;
  },
});

/** Whether a name is that of a stream of metadata, and of whose. */
export const describedBy = (stream: StreamName): StreamName | undefined =>
  without(METADATA_PREFIX, stream);

/**
 * Keeps what a watch looks at: the streams of a store whose names start with a prefix, those of
 * claims, and the metadata of both.
 */
export const watchFilter = (space: string, prefix: string): StreamFilter => {
  const { nameOf } = streamFilter(space, prefix);
  const claims = claimFilter(space);
  const watched = (stream: StreamName) => claims.nameOf(stream) ?? nameOf(stream);
  return {
    pattern: `^(?:${escaped(METADATA_PREFIX)})?${escaped(space)}(?:${escaped(CLAIM_PREFIX)}|(?!${escaped(SYSTEM_PREFIX)})${escaped(prefix)})`,
    nameOf: (stream) => {
      const original = describedBy(stream);
      if (original === undefined) return watched(stream);
      const name = watched(original);
      return name === undefined ? undefined : METADATA_PREFIX + name;
    },
  };
};

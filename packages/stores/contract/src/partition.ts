import type { StreamName } from './eventStore';

/** One of several parts of all streams. Each stream is in exactly one of them. */
export interface Partition {
  /** Which one, counted from 0. */
  readonly index: number;
  /** How many there are. */
  readonly of: number;
}

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * Hashes a name to an integer from 0 to 2³² − 1: FNV-1a of its UTF-8 bytes, which other languages have
 * as well. Source: http://www.isthe.com/chongo/tech/comp/fnv/
 */
const hashOf = (name: string): number => {
  let hash = OFFSET_BASIS;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
};

/**
 * Tells whether a stream is in a partition: by the FNV-1a hash of its name, 32 bits, modulo the number
 * of partitions.
 *
 * @example
 * const isOurs = isIn({ index: 1, of: 4 });
 * isOurs('order-1172452900788-01'); // => false
 */
export const isIn =
  ({ index, of }: Partition) =>
  (stream: StreamName): boolean =>
    hashOf(stream) % of === index;

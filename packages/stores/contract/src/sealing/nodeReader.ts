import { nodeHash, type Hash, type NodeAt } from '@facture/proofs';

import { StoreReadError } from '../eventStore';
import { HASH_BYTES, TILE_LEVELS, TILE_WIDTH, type SealedLog } from './sealedLog';

/**
 * Makes a reader of subtrees that keeps the tiles it has read: use one for each proof, or for a few.
 *
 * What it gives throws `StoreReadError` of type `Fatal` for a subtree that the log does not have.
 */
export const nodeReader = (hash: Hash, log: Pick<SealedLog, 'tile'>): NodeAt => {
  const read = new Map<string, Uint8Array>();
  const tile = (level: number, index: number): Uint8Array => {
    const key = `${level.toString()}/${index.toString()}`;
    const hashes = read.get(key) ?? log.tile(level, index);
    read.set(key, hashes);
    return hashes;
  };
  /** Folds a part of a tile, so many hashes that they are a full subtree. */
  const root = (hashes: Uint8Array, from: number, count: number): Uint8Array => {
    if (count === 1) return hashes.subarray(from * HASH_BYTES, (from + 1) * HASH_BYTES);
    const half = count / 2;
    return nodeHash(hash, root(hashes, from, half), root(hashes, from + half, half));
  };
  return (level, index) => {
    const count = 2 ** (level % TILE_LEVELS);
    const first = index * count;
    const from = first % TILE_WIDTH;
    const hashes = tile(Math.floor(level / TILE_LEVELS), Math.floor(first / TILE_WIDTH));
    if (hashes.length < (from + count) * HASH_BYTES)
      throw new StoreReadError(
        'Fatal',
        `the log has no subtree ${index.toString()} of level ${level.toString()}`,
      );
    return root(hashes, from, count);
  };
};

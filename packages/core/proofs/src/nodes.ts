import { nodeHash, type Hash } from './tree';

/**
 * Reads the root of a full subtree: of 2 to the `level` leaves, the `index`-th such from the left.
 * Leaf hashes are of level 0.
 */
export type NodeAt = (level: number, index: number) => Uint8Array;

/** How many leaves stand left in a tree of two leaves or more: the largest power of 2 below its size. */
export const splitOf = (size: number): number => {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
};

/** The root of some leaves that a node covers, from full subtrees. `size` is at least 1. */
export const subtreeHash = (hash: Hash, nodeAt: NodeAt, from: number, size: number): Uint8Array => {
  const level = Math.log2(size);
  if (Number.isInteger(level)) return nodeAt(level, from / size);
  const left = splitOf(size);
  return nodeHash(
    hash,
    subtreeHash(hash, nodeAt, from, left),
    subtreeHash(hash, nodeAt, from + left, size - left),
  );
};

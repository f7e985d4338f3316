import { equalBytes } from './bytes';
import { subtreeHash, splitOf, type NodeAt } from './nodes';
import { nodeHash, type Hash } from './tree';

/** That a leaf stands at an index of the tree of a size, which has a root. */
export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly rootHash: Uint8Array;
}

const pathTo = (
  hash: Hash,
  nodeAt: NodeAt,
  index: number,
  from: number,
  size: number,
): ReadonlyArray<Uint8Array> => {
  if (size <= 1) return [];
  const left = splitOf(size);
  return index < from + left
    ? [
        ...pathTo(hash, nodeAt, index, from, left),
        subtreeHash(hash, nodeAt, from + left, size - left),
      ]
    : [
        ...pathTo(hash, nodeAt, index, from + left, size - left),
        subtreeHash(hash, nodeAt, from, left),
      ];
};

/**
 * Proves that a leaf stands in the tree of a size (RFC 9162, section 2.1.3.1), from stored nodes: it
 * reads O(log size) of them. For an index that the tree does not have the proof is empty.
 */
export const inclusionProof = (
  hash: Hash,
  nodeAt: NodeAt,
  index: number,
  size: number,
): ReadonlyArray<Uint8Array> =>
  index >= 0 && index < size ? pathTo(hash, nodeAt, index, 0, size) : [];

/** Tells whether a proof of inclusion holds (RFC 9162, section 2.1.3.2). */
export const verifyInclusion = (
  hash: Hash,
  { index, size, leafHash, rootHash }: Inclusion,
  proof: ReadonlyArray<Uint8Array>,
): boolean => {
  if (index < 0 || index >= size) return false;
  let place = index;
  let last = size - 1;
  let root = leafHash;
  for (const other of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      root = nodeHash(hash, other, root);
      // At the right edge the levels are passed over in which the tree has no node to merge with.
      while (place % 2 === 0) {
        place /= 2;
        last = Math.floor(last / 2);
      }
    } else root = nodeHash(hash, root, other);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(root, rootHash);
};

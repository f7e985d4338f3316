import { equalBytes } from './bytes';
import { splitOf, subtreeHash, type NodeAt } from './nodes';
import { nodeHash, type Hash } from './tree';

/** That the tree of one size begins with the tree of another, each with its root. */
export interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
}

const subProof = (
  hash: Hash,
  nodeAt: NodeAt,
  older: number,
  from: number,
  size: number,
  isWhole: boolean,
): ReadonlyArray<Uint8Array> => {
  if (older === size) return isWhole ? [] : [subtreeHash(hash, nodeAt, from, size)];
  const left = splitOf(size);
  return older <= left
    ? [
        ...subProof(hash, nodeAt, older, from, left, isWhole),
        subtreeHash(hash, nodeAt, from + left, size - left),
      ]
    : [
        ...subProof(hash, nodeAt, older - left, from + left, size - left, false),
        subtreeHash(hash, nodeAt, from, left),
      ];
};

/**
 * Proves that the tree of size `to` goes on from that of size `from` (RFC 9162, section 2.1.4.1),
 * from stored nodes: it reads O(log to) of them. From nothing anything goes on: that proof is empty,
 * as is one from a larger tree, which proves nothing.
 */
export const consistencyProof = (
  hash: Hash,
  nodeAt: NodeAt,
  from: number,
  to: number,
): ReadonlyArray<Uint8Array> => {
  if (from <= 0) return [];
  // Stryker disable next-line EqualityOperator: from a size to itself the proof is empty either way.
  return from < to ? subProof(hash, nodeAt, from, 0, to, true) : [];
};

/** Tells whether a proof of consistency holds (RFC 9162, section 2.1.4.2). */
export const verifyConsistency = (
  hash: Hash,
  { from, to, fromRoot, toRoot }: Consistency,
  proof: ReadonlyArray<Uint8Array>,
): boolean => {
  if (from > to || from < 0) return false;
  if (from === to) return proof.length === 0 && equalBytes(fromRoot, toRoot);
  if (from === 0) return proof.length === 0 && equalBytes(fromRoot, hash(new Uint8Array()));
  let place = from - 1;
  let last = to - 1;
  while (place % 2 === 1) {
    place = (place - 1) / 2;
    last = Math.floor(last / 2);
  }
  // Where the older tree is one full subtree, its root begins the proof without standing in it.
  // An empty proof of anything else leaves levels over.
  const [first = fromRoot, ...rest] = place === 0 ? [fromRoot, ...proof] : proof;
  let older = first;
  let newer = first;
  for (const other of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      older = nodeHash(hash, other, older);
      newer = nodeHash(hash, other, newer);
      while (place % 2 === 0) {
        place /= 2;
        last = Math.floor(last / 2);
      }
    } else newer = nodeHash(hash, newer, other);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(older, fromRoot) && equalBytes(newer, toRoot);
};

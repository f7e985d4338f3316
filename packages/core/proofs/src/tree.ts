import { joinBytes } from './bytes';

/**
 * SHA-256, by whatever means there are: 32 bytes for any bytes. It keeps none of what it is given, which
 * may be other bytes afterwards.
 */
export type Hash = (bytes: Uint8Array) => Uint8Array;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Hashes what a leaf stands for (RFC 9162, section 2.1.1). */
export const hashLeaf = (hash: Hash, entry: Uint8Array): Uint8Array =>
  hash(joinBytes([LEAF, entry]));

// New bytes for each node take longer than to hash them.
const joinsNodes = (): ((left: Uint8Array, right: Uint8Array) => Uint8Array) => {
  let bytes = new Uint8Array(0);
  return (left, right) => {
    const length = NODE.length + left.length + right.length;
    // Stryker disable next-line ConditionalExpression: new bytes for each hold the same.
    if (bytes.length !== length) bytes = new Uint8Array(length);
    bytes.set(NODE);
    bytes.set(left, NODE.length);
    bytes.set(right, NODE.length + left.length);
    return bytes;
  };
};
const joinNodes = joinsNodes();

/** Hashes two neighbouring subtrees into the one above them (RFC 9162, section 2.1.1). */
export const nodeHash = (hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array =>
  hash(joinNodes(left, right));

/**
 * A Merkle tree that leaves are added to. Of all its nodes it keeps the roots of full subtrees only,
 * one for each binary digit 1 of its size, the largest first.
 */
export interface Tree {
  readonly size: number;
  readonly peaks: ReadonlyArray<Uint8Array>;
}

/** The tree without leaves. */
export const emptyTree: Tree = { size: 0, peaks: [] };

/** Adds a leaf, given its hash, at the end of a tree. */
export const appendLeaf = (hash: Hash, { size, peaks }: Tree, leaf: Uint8Array): Tree => {
  // As in adding 1 to a binary number: each digit 1 at its end is a subtree to merge with.
  let kept = peaks.length;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) kept -= 1;
  const merge = (right: Uint8Array, left: Uint8Array) => nodeHash(hash, left, right);
  return {
    size: size + 1,
    peaks: [...peaks.slice(0, kept), peaks.slice(kept).reduceRight(merge, leaf)],
  };
};

/** The root of a tree: what its checkpoint signs. */
export const rootOf = (hash: Hash, { peaks }: Tree): Uint8Array =>
  peaks.length === 0
    ? hash(new Uint8Array())
    : peaks.reduceRight((right, left) => nodeHash(hash, left, right));

import * as O from 'fp-ts/Option';

import { decodeBase64, encodeBase64 } from './base64';
import type { BundleEvent } from './bundleRecord';
import type { Checkpoint } from './checkpoint';
import { leafHasher } from './envelope';
import type { Finding } from './finding';
import { appendLeaf, emptyTree, rootOf, type Hash, type Tree } from './tree';

/** Follows the tree that the leaf hashes of a bundle make. */
export interface TreeFollower {
  readonly event: (line: number, event: BundleEvent) => ReadonlyArray<Finding>;
  /** Takes a checkpoint that is trusted. */
  readonly checkpoint: (line: number, checkpoint: Checkpoint) => ReadonlyArray<Finding>;
  readonly end: () => ReadonlyArray<Finding>;
  /** The tree up to here; undefined once it is not the one that was sealed. */
  readonly tree: () => Tree | undefined;
}

/**
 * Follows the tree of a bundle: holds each event against its leaf hash, and the tree of the leaf
 * hashes against each checkpoint. Once the tree is not the one that was sealed it says so and
 * compares no further: all later roots would differ too.
 */
export const followTree = (hash: Hash): TreeFollower => {
  const leafOf = leafHasher(hash);
  let next = 0;
  let tree: Tree | undefined = emptyTree;
  let sealed = 0;

  return {
    event: (line, event) => {
      const { logIndex, stream, revision, leafHash: claimed } = event;
      const findings: Array<Finding> = [];
      const place = { line, logIndex, stream, revision };
      if (logIndex !== next) {
        findings.push({ type: 'LogIndexDiffers', ...place, expected: next, found: logIndex });
        tree = undefined;
      }
      next = logIndex + 1;
      const leaf = leafOf(event);
      const found = encodeBase64(leaf);
      if (found !== claimed)
        findings.push({ type: 'EventChanged', ...place, expected: claimed, found });
      // What is claimed is decoded only where it is not what was computed just now.
      // Stryker disable next-line ConditionalExpression: decoding the same takes longer.
      const sealedLeaf = found === claimed ? leaf : O.toUndefined(decodeBase64(claimed));
      tree = tree && sealedLeaf && appendLeaf(hash, tree, sealedLeaf);
      return findings;
    },
    checkpoint: (line, { size, rootHash }) => {
      if (tree === undefined) return [];
      const from = sealed;
      const found = tree.size;
      const root = encodeBase64(rootOf(hash, tree));
      const expected = encodeBase64(rootHash);
      if (found === size && root === expected) {
        sealed = size;
        return [];
      }
      tree = undefined;
      return found === size
        ? [{ type: 'RootDiffers', line, from, to: size, expected, found: root }]
        : [{ type: 'SizeDiffers', line, from, expected: size, found }];
    },
    end: () =>
      tree !== undefined && tree.size > sealed
        ? [{ type: 'EventsUnsealed', from: sealed, to: tree.size }]
        : [],
    tree: () => tree,
  };
};

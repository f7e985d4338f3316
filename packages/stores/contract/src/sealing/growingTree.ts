import { appendLeaf, emptyTree, rootOf, type Hash, type Tree } from '@facture/proofs';

import { TILE_WIDTH } from './sealedLog';

/** The tree of a log while leaves are added to it: it keeps a few hashes for each level. */
export interface GrowingTree {
  readonly size: () => number;
  /** The root of all leaves. */
  readonly root: () => Uint8Array;
  /** Adds leaf hashes. Answers what that adds to the end of each level of tiles. */
  readonly add: (leaves: ReadonlyArray<Uint8Array>) => ReadonlyArray<ReadonlyArray<Uint8Array>>;
}

/**
 * Plants a tree without leaves. Each level of tiles has a small tree of what is in its last tile; when
 * that is full, its root goes to the level above. What they keep is, from the highest level down,
 * what the tree of all leaves would keep.
 */
export const growTree = (hash: Hash): GrowingTree => {
  const edges = new Array<Tree>();
  let size = 0;

  const push = (level: number, node: Uint8Array, added: Array<Array<Uint8Array>>): void => {
    (added[level] ??= []).push(node);
    const edge = appendLeaf(hash, edges[level] ?? emptyTree, node);
    const isFull = edge.size === TILE_WIDTH;
    edges[level] = isFull ? emptyTree : edge;
    if (isFull) push(level + 1, rootOf(hash, edge), added);
  };

  return {
    size: () => size,
    root: () => rootOf(hash, { size, peaks: edges.toReversed().flatMap(({ peaks }) => peaks) }),
    add: (leaves) => {
      const added = new Array<Array<Uint8Array>>();
      for (const leaf of leaves) push(0, leaf, added);
      size += leaves.length;
      return added;
    },
  };
};

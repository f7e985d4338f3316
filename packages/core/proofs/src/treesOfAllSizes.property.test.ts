import { describe, expect, it } from '@jest/globals';

import { consistencyProof, verifyConsistency } from './consistency';
import { inclusionProof, verifyInclusion } from './inclusion';
import { definitionsOf } from './testing/definitions';
import { nodesOf, sha256, someLeaves } from './testing/sealing';
import { appendLeaf, emptyTree, rootOf } from './tree';

describe('trees of all sizes to 300', () => {
  const SIZE = 300;
  const many = someLeaves(SIZE);
  const nodeAt = nodesOf(many);
  const defined = definitionsOf(many);

  it('have the roots of the definition', () => {
    let tree = emptyTree;
    for (const leaf of many) {
      expect(Buffer.compare(rootOf(sha256, tree), defined.root(tree.size))).toBe(0);
      tree = appendLeaf(sha256, tree, leaf);
    }
    expect(Buffer.compare(rootOf(sha256, tree), defined.root(SIZE))).toBe(0);
    expect(tree.peaks).toHaveLength(4);
  });

  it('prove each leaf as the definition says', () => {
    for (let size = 1; size <= SIZE; size++)
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(sha256, nodeAt, index, size);
        const leafHash = many[index] ?? new Uint8Array();
        const claim = { index, size, leafHash, rootHash: defined.root(size) };
        const isDefined = Buffer.concat(proof).equals(Buffer.concat(defined.path(index, size)));
        if (!isDefined || !verifyInclusion(sha256, claim, proof))
          throw new Error(`leaf ${index.toString()} of ${size.toString()}`);
      }
  });

  it('prove each pair of sizes as the definition says', () => {
    for (let to = 1; to <= SIZE; to++)
      for (let from = 1; from <= to; from++) {
        const proof = consistencyProof(sha256, nodeAt, from, to);
        const claim = { from, to, fromRoot: defined.root(from), toRoot: defined.root(to) };
        const isDefined = Buffer.concat(proof).equals(Buffer.concat(defined.proof(from, to)));
        if (!isDefined || !verifyConsistency(sha256, claim, proof))
          throw new Error(`${from.toString()} to ${to.toString()}`);
      }
  });
});

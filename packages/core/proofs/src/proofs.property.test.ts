import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { consistencyProof, verifyConsistency } from './consistency';
import { inclusionProof, verifyInclusion } from './inclusion';
import { definitionsOf } from './testing/definitions';
import { nodesOf, sha256, someLeaves } from './testing/sealing';

const SIZE = 300;
const leaves = someLeaves(SIZE);
const nodeAt = nodesOf(leaves);
const { root } = definitionsOf(leaves);
const runs = { numRuns: 1000 };

const anySizes = fc
  .tuple(fc.integer({ min: 1, max: SIZE }), fc.nat())
  .map(([size, part]) => ({ size, part: part % size }));

type Hashes = ReadonlyArray<Uint8Array>;

/** Flips one bit of some hashes, counted through all of them. */
const flipped = (hashes: Hashes, bit: number): Hashes => {
  const all = Buffer.concat(hashes);
  const at = Math.floor(bit / 8) % all.length;
  all.writeUInt8(all.readUInt8(at) ^ (1 << (bit % 8)), at);
  return hashes.map((_, place) => all.subarray(32 * place, 32 * place + 32));
};

/** Leaves a hash out, doubles one, or exchanges two neighbours. */
const rearrangements: ReadonlyArray<(hashes: Hashes, at: number) => Hashes> = [
  (hashes, at) => hashes.toSpliced(at, 1),
  (hashes, at) => hashes.toSpliced(at, 0, hashes[at] ?? root(0)),
  (hashes, at) => [
    ...hashes.slice(0, at),
    ...hashes.slice(at, at + 2).reverse(),
    ...hashes.slice(at + 2),
  ],
];
const anyRearrangement = fc.tuple(fc.constantFrom(...rearrangements), fc.nat()).map(
  ([rearrange, where]) =>
    (hashes: Hashes) =>
      rearrange(hashes, where % (hashes.length + 1)),
);

const isSame = (one: Hashes, other: Hashes): boolean =>
  Buffer.concat(one).equals(Buffer.concat(other));

describe('a proof of inclusion', () => {
  it('holds for no other bits of itself, of the leaf or of the root', () => {
    fc.assert(
      fc.property(anySizes, fc.nat(), ({ size, part: index }, bit) => {
        const proof = inclusionProof(sha256, nodeAt, index, size);
        const leaf = leaves[index] ?? new Uint8Array();
        const [leafHash = leaf, rootHash = leaf, ...hashes] = flipped(
          [leaf, root(size), ...proof],
          bit,
        );
        return !verifyInclusion(sha256, { index, size, leafHash, rootHash }, hashes);
      }),
      runs,
    );
  });

  it('holds in no other arrangement', () => {
    fc.assert(
      fc.property(anySizes, anyRearrangement, ({ size, part: index }, rearranged) => {
        const proof = inclusionProof(sha256, nodeAt, index, size);
        const hashes = rearranged(proof);
        const leafHash = leaves[index] ?? new Uint8Array();
        const claim = { index, size, leafHash, rootHash: root(size) };
        return isSame(hashes, proof) || !verifyInclusion(sha256, claim, hashes);
      }),
      runs,
    );
  });

  it('holds for no leaf at another place', () => {
    fc.assert(
      fc.property(anySizes, fc.nat(SIZE - 1), ({ size, part: index }, other) => {
        const proof = inclusionProof(sha256, nodeAt, index, size);
        const leafHash = leaves[index] ?? new Uint8Array();
        const claim = { index: other, size, leafHash, rootHash: root(size) };
        return verifyInclusion(sha256, claim, proof) === (other === index);
      }),
      runs,
    );
  });
});

describe('a proof of consistency', () => {
  it('holds for no other bits of itself or of the roots', () => {
    fc.assert(
      fc.property(anySizes, fc.nat(), ({ size: to, part }, bit) => {
        const from = part + 1;
        const proof = consistencyProof(sha256, nodeAt, from, to);
        const [fromRoot = root(from), toRoot = root(to), ...hashes] = flipped(
          [root(from), root(to), ...proof],
          bit,
        );
        return !verifyConsistency(sha256, { from, to, fromRoot, toRoot }, hashes);
      }),
      runs,
    );
  });

  it('holds in no other arrangement', () => {
    fc.assert(
      fc.property(anySizes, anyRearrangement, ({ size: to, part }, rearranged) => {
        const from = part + 1;
        const proof = consistencyProof(sha256, nodeAt, from, to);
        const hashes = rearranged(proof);
        const claim = { from, to, fromRoot: root(from), toRoot: root(to) };
        return isSame(hashes, proof) || !verifyConsistency(sha256, claim, hashes);
      }),
      runs,
    );
  });

  it('holds between no other sizes of the same roots', () => {
    fc.assert(
      fc.property(anySizes, fc.integer({ min: 1, max: SIZE }), ({ size: to, part }, other) => {
        const from = part + 1;
        const proof = consistencyProof(sha256, nodeAt, from, to);
        const claim = { from: other, to, fromRoot: root(from), toRoot: root(to) };
        return other === from || !verifyConsistency(sha256, claim, proof);
      }),
      runs,
    );
  });
});

describe('what cannot be proved', () => {
  const empty = sha256(new Uint8Array());
  const leafHash = leaves[0] ?? empty;

  it('is an index that the tree does not have', () => {
    for (const index of [-1, 3]) {
      expect(inclusionProof(sha256, nodeAt, index, 3)).toEqual([]);
      const claim = { index, size: 3, leafHash, rootHash: root(3) };
      expect(verifyInclusion(sha256, claim, [])).toBe(false);
    }
  });

  it('is that a smaller tree goes on from a larger one, or from no tree', () => {
    expect(consistencyProof(sha256, nodeAt, 3, 2)).toEqual([]);
    const smaller = { from: 3, to: 2, fromRoot: root(3), toRoot: root(2) };
    expect(verifyConsistency(sha256, smaller, [])).toBe(false);
    const none = { from: -1, to: 2, fromRoot: empty, toRoot: root(2) };
    expect(verifyConsistency(sha256, none, [])).toBe(false);
  });

  it('is anything by a proof that is too short', () => {
    const claim = { from: 3, to: 5, fromRoot: root(3), toRoot: root(5) };
    expect(verifyConsistency(sha256, claim, [])).toBe(false);
  });

  it('is anything about the empty tree but that it is empty', () => {
    expect(consistencyProof(sha256, nodeAt, 0, 2)).toEqual([]);
    const claim = { from: 0, to: 2, fromRoot: empty, toRoot: root(2) };
    expect(verifyConsistency(sha256, claim, [])).toBe(true);
    expect(verifyConsistency(sha256, claim, [leafHash])).toBe(false);
    expect(verifyConsistency(sha256, { ...claim, fromRoot: leafHash }, [])).toBe(false);
  });
});

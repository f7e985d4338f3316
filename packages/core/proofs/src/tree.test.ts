import { describe, expect, it } from '@jest/globals';

import { consistencyProof, verifyConsistency } from './consistency';
import { inclusionProof, verifyInclusion } from './inclusion';
import { hex, nodesOf, sha256 } from './testing/sealing';
import { appendLeaf, emptyTree, hashLeaf, nodeHash, rootOf, type Tree } from './tree';

/** The tree that implementations of Certificate Transparency are tried on. */
const entries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const paths = [
  { index: 0, size: 1, proof: [] },
  {
    index: 0,
    size: 8,
    proof: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    index: 5,
    size: 8,
    proof: [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  {
    index: 2,
    size: 3,
    proof: ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  },
  {
    index: 1,
    size: 5,
    proof: [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];
const consistencies = [
  { from: 1, to: 1, proof: [] },
  {
    from: 1,
    to: 8,
    proof: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    from: 6,
    to: 8,
    proof: [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
  {
    from: 2,
    to: 5,
    proof: [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];

const rootAt = (size: number): Uint8Array => hex(roots[size] ?? '');
const leaves = entries.map((entry) => hashLeaf(sha256, hex(entry)));

describe('the published tree of eight leaves', () => {
  it('has these roots while it grows', () => {
    const grown = leaves.reduce<ReadonlyArray<Tree>>(
      (trees, leaf) => [...trees, appendLeaf(sha256, trees.at(-1) ?? emptyTree, leaf)],
      [emptyTree],
    );
    expect(grown.map((tree) => rootOf(sha256, tree))).toEqual(roots.map(hex));
  });

  it.each(paths)('proves leaf $index in size $size so', ({ index, size, proof }) => {
    const hashes = inclusionProof(sha256, nodesOf(leaves), index, size);
    const leafHash = leaves[index] ?? new Uint8Array();
    expect(hashes).toEqual(proof.map(hex));
    expect(verifyInclusion(sha256, { index, size, leafHash, rootHash: rootAt(size) }, hashes)).toBe(
      true,
    );
  });

  it.each(consistencies)('proves that $to goes on from $from so', ({ from, to, proof }) => {
    const hashes = consistencyProof(sha256, nodesOf(leaves), from, to);
    const claim = { from, to, fromRoot: rootAt(from), toRoot: rootAt(to) };
    expect(hashes).toEqual(proof.map(hex));
    expect(verifyConsistency(sha256, claim, hashes)).toBe(true);
  });
});

describe('a proof that proves nothing', () => {
  const [leaf0, leaf1] = [leaves[0] ?? new Uint8Array(), leaves[1] ?? new Uint8Array()];
  const more = sha256(Buffer.from('more'));
  const above = (root: Uint8Array) => nodeHash(sha256, more, root);

  it.each([-2, 2])('is one of inclusion at index %i of two', (index) => {
    const claim = { index, size: 2, leafHash: leaf0, rootHash: rootAt(2) };
    expect(verifyInclusion(sha256, claim, [leaf1])).toBe(false);
  });

  it('is one of consistency from a size below 0', () => {
    const claim = { from: -1, to: 2, fromRoot: leaf0, toRoot: rootAt(2) };
    expect(verifyConsistency(sha256, claim, [leaf0, leaf1])).toBe(false);
  });

  it('has a hash where nothing is added, or is none where other leaves stand', () => {
    const same = { from: 2, to: 2, fromRoot: rootAt(2), toRoot: rootAt(2) };
    expect(verifyConsistency(sha256, same, [leaf0])).toBe(false);
    expect(verifyConsistency(sha256, { ...same, toRoot: rootAt(3) }, [])).toBe(false);
  });

  it('goes on above the root', () => {
    const inclusion = { index: 0, size: 2, leafHash: leaf0, rootHash: above(rootAt(2)) };
    expect(verifyInclusion(sha256, inclusion, [leaf1, more])).toBe(false);
    const consistency = { from: 1, to: 2, fromRoot: above(leaf0), toRoot: above(rootAt(2)) };
    expect(verifyConsistency(sha256, consistency, [leaf1, more])).toBe(false);
  });

  it('is empty where the tree has more than the leaf', () => {
    const claim = { index: 0, size: 2, leafHash: leaf0, rootHash: leaf0 };
    expect(verifyInclusion(sha256, claim, [])).toBe(false);
  });

  it.each([
    { from: 3, to: 5 },
    { from: 2, to: 3 },
  ])('is empty where $to is more than $from', ({ from, to }) => {
    const claim = { from, to, fromRoot: rootAt(from), toRoot: rootAt(from) };
    expect(verifyConsistency(sha256, claim, [])).toBe(false);
  });
});

describe('a proof in a log of 1,000,000', () => {
  const SIZE = 1_000_000;

  it.each([0, 1, 524_287, 524_288, 999_999])('of leaf %i is short and reads little', (index) => {
    let reads = 0;
    const nodeAt = () => {
      reads += 1;
      return sha256(new Uint8Array());
    };
    expect(inclusionProof(sha256, nodeAt, index, SIZE).length).toBeLessThanOrEqual(20);
    expect(consistencyProof(sha256, nodeAt, index, SIZE).length).toBeLessThanOrEqual(21);
    expect(reads).toBeLessThanOrEqual(80);
  });
});

import { hash, createPublicKey, generateKeyPairSync, sign, verify as verifyBy } from 'node:crypto';

import type { NodeAt } from '../nodes';
import type { NoteSigner, Verify } from '../note';
import { nodeHash } from '../tree';
import { verifierKey } from '../verifierKey';

/** SHA-256. */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(hash('sha256', bytes, 'buffer'));

/** Verifies by Ed25519. */
export const verify: Verify = (publicKey, message, signature) => {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
  return verifyBy(null, message, key, signature);
};

/** Makes a key that signs. */
export const newSigner = (name = 'facture/test'): NoteSigner => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return {
    key: verifierKey(sha256, name, new Uint8Array(Buffer.from(x, 'base64url'))),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
};

/** Leaf hashes that differ: so many. */
export const someLeaves = (count: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: count }, (_, index) => sha256(Buffer.from(`leaf ${index.toString()}`)));

/** Reads the nodes of a tree from its leaves, and remembers them as a store does. */
export const nodesOf = (leaves: ReadonlyArray<Uint8Array>): NodeAt => {
  const known = new Map<string, Uint8Array>();
  const nodeAt: NodeAt = (level, index) => {
    const key = `${level.toString()}/${index.toString()}`;
    const node =
      known.get(key) ??
      (level === 0
        ? (leaves[index] ?? sha256(Buffer.from('no such leaf')))
        : nodeHash(sha256, nodeAt(level - 1, 2 * index), nodeAt(level - 1, 2 * index + 1)));
    known.set(key, node);
    return node;
  };
  return nodeAt;
};

/** Hexadecimal digits as bytes. */
export const hex = (digits: string): Uint8Array => new Uint8Array(Buffer.from(digits, 'hex'));

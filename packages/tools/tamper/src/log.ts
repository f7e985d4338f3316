import { orderSummaryProjection, totalsOfSummary, type OrderSummary } from '@facture/projections';
import {
  appendLeaf,
  consistencyProof,
  emptyTree,
  leafHash,
  nodeHash,
  rootOf,
  signNote,
  verifierKey,
  writeCheckpoint,
  type Envelope,
  type NodeAt,
  type NoteSigner,
  type TotalsFold,
  type Verify,
} from '@facture/proofs';
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

/** SHA-256. */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  createHash('sha256').update(bytes).digest();

const publicKeyOf = (x: string) =>
  createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });

/** Verifies by Ed25519. */
export const verifyEd25519: Verify = (publicKey, message, signature) =>
  verify(null, message, publicKeyOf(Buffer.from(publicKey).toString('base64url')), signature);

/** What PKCS #8 writes before a private key of Ed25519. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Makes the key that follows from a secret: the same for the same. */
export const signerOf = (name: string, secret: string): NoteSigner => {
  const key = Buffer.concat([PKCS8, sha256(Buffer.from(secret))]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    key: verifierKey(sha256, name, Buffer.from(x, 'base64url')),
    sign: (message) => sign(null, message, privateKey),
  };
};

/** How the totals of an order come from its events. */
export const totalsFold: TotalsFold<OrderSummary> = {
  apply: orderSummaryProjection.apply,
  totals: totalsOfSummary,
};

/** A checkpoint of a log, signed, and the proof that it goes on from the one before. */
export interface Sealed {
  readonly size: number;
  readonly note: string;
  readonly consistency: ReadonlyArray<Uint8Array>;
}

/** Events in the order in which they were sealed, and what was signed about them. */
export interface Log {
  readonly envelopes: ReadonlyArray<Envelope>;
  readonly sealed: ReadonlyArray<Sealed>;
}

const nodesOf = (leaves: ReadonlyArray<Uint8Array>): NodeAt => {
  const nodeAt: NodeAt = (level, index) =>
    level === 0
      ? (leaves[index] ?? new Uint8Array())
      : nodeHash(sha256, nodeAt(level - 1, 2 * index), nodeAt(level - 1, 2 * index + 1));
  return nodeAt;
};

/** Seals events: signs the tree at each of some sizes, the smallest first. */
export const sealLog = (
  envelopes: ReadonlyArray<Envelope>,
  sizes: ReadonlyArray<number>,
  signer: NoteSigner,
): Log => {
  const leaves = envelopes.map((envelope) => leafHash(sha256, envelope));
  const nodeAt = nodesOf(leaves);
  const origin = signer.key.name;
  const sealed = sizes.map((size, place) => {
    const tree = leaves
      .slice(0, size)
      .reduce((grown, leaf) => appendLeaf(sha256, grown, leaf), emptyTree);
    const text = writeCheckpoint({ origin, size, rootHash: rootOf(sha256, tree) });
    const consistency = consistencyProof(sha256, nodeAt, sizes[place - 1] ?? 0, size);
    return { size, note: signNote(text, [signer]), consistency };
  });
  return { envelopes, sealed };
};

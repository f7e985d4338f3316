import { createHash, generateKeyPairSync, sign } from 'node:crypto';

import type { Timestamp } from '@facture/order';
import type { StoredEventView } from '@facture/projections';
import {
  appendLeaf,
  consistencyProof,
  emptyTree,
  encodeBase64,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  signNote,
  verifierKey,
  writeCheckpoint,
  writeVerifierKey,
  type NodeAt,
  type NoteSigner,
} from '@facture/proofs';

const hash = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

/** Makes a key that signs checkpoints. */
export const newSigner = (): NoteSigner => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return {
    key: verifierKey(hash, 'facture/test', new Uint8Array(Buffer.from(x, 'base64url'))),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
};

/** The event of a revision of `order-1`, as it is stored. */
export const stored = (
  revision: number,
  change: Partial<StoredEventView> = {},
): StoredEventView => ({
  id: `id-${revision}`,
  stream: 'order-1',
  position: (10 * revision).toString(),
  recordedAt: '2026-01-31T12:00:00.000Z' as Timestamp,
  type: 'InvoiceAdded',
  schemaVersion: 1,
  data: `{"n":${revision}}`,
  metadata: '{}',
  ...change,
});

/** Seals events in the order in which they are given, which tells their revisions unless they do. */
export const sealed = (
  events: ReadonlyArray<StoredEventView & { readonly revision?: number }>,
  signer: NoteSigner,
  origin = 'facture/test',
) => {
  const leaves = events.map((event, at) => leafHash(hash, { revision: at, ...event }));
  const nodeAt: NodeAt = (level, index) =>
    level === 0
      ? (leaves[index] ?? new Uint8Array(32))
      : nodeHash(hash, nodeAt(level - 1, 2 * index), nodeAt(level - 1, 2 * index + 1));
  const checkpoint = (size: number) => ({
    origin,
    size,
    rootHash: rootOf(
      hash,
      leaves.slice(0, size).reduce((tree, leaf) => appendLeaf(hash, tree, leaf), emptyTree),
    ),
  });
  return {
    key: writeVerifierKey(signer.key),
    checkpoint,
    note: (size: number) => signNote(writeCheckpoint(checkpoint(size)), [signer]),
    consistency: (from: number, to: number) =>
      consistencyProof(hash, nodeAt, from, to).map(encodeBase64),
    inclusion: (index: number, size: number) =>
      inclusionProof(hash, nodeAt, index, size).map(encodeBase64),
  };
};

import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify as verifyBy,
} from 'node:crypto';

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
} from '@facture/proofs';
import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { judgeCheckpoint, judgeEvent, type Cryptography } from './judgeProofs';

const hash = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

const cryptography: Cryptography = {
  hash,
  verify: (publicKey, message, signature) => {
    const x = Buffer.from(publicKey).toString('base64url');
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
    return verifyBy(null, message, key, signature);
  },
};

const newSigner = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return {
    key: verifierKey(hash, 'facture/test', new Uint8Array(Buffer.from(x, 'base64url'))),
    sign: (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)),
  };
};
const signer = newSigner();
const key = writeVerifierKey(signer.key);

const stored = (revision: number, data = `{"n":${revision}}`): StoredEventView => ({
  id: `id-${revision}`,
  stream: 'order-1',
  position: revision.toString(),
  recordedAt: '2026-01-31T12:00:00.000Z' as Timestamp,
  type: 'InvoiceAdded',
  schemaVersion: 1,
  data,
  metadata: '{}',
});
const events = [0, 1, 2, 3, 4].map((revision) => stored(revision));
const leavesOf = (all: ReadonlyArray<StoredEventView>) =>
  all.map((event, revision) => leafHash(hash, { ...event, revision }));
const treeOf = (leaves: ReadonlyArray<Uint8Array>) =>
  leaves.reduce((grown, leaf) => appendLeaf(hash, grown, leaf), emptyTree);
const nodeAtOf = (leaves: ReadonlyArray<Uint8Array>): NodeAt => {
  const nodeAt: NodeAt = (level, index) =>
    level === 0
      ? (leaves[index] ?? new Uint8Array(32))
      : nodeHash(hash, nodeAt(level - 1, 2 * index), nodeAt(level - 1, 2 * index + 1));
  return nodeAt;
};

const leaves = leavesOf(events);
const noteOf = (size: number, of = leaves, by = signer, origin = 'facture/test') =>
  signNote(writeCheckpoint({ origin, size, rootHash: rootOf(hash, treeOf(of.slice(0, size))) }), [
    by,
  ]);
const consistency = (from: number, to: number) =>
  consistencyProof(hash, nodeAtOf(leaves), from, to).map(encodeBase64);
const offered = { key, note: noteOf(5), consistency: consistency(3, 5) };
const typeOf = (judged: ReturnType<typeof judgeCheckpoint>) =>
  E.isLeft(judged) ? judged.left.type : judged.right.size;

describe('judgeCheckpoint', () => {
  it('believes the first checkpoint that its key has signed', () => {
    expect(typeOf(judgeCheckpoint(cryptography, offered, null))).toBe(5);
  });

  it('believes a log that goes on from the one that was held', () => {
    expect(typeOf(judgeCheckpoint(cryptography, offered, { key, note: noteOf(3) }))).toBe(5);
  });

  it('doubts a note that was changed', () => {
    const note = offered.note.replace('\n5\n', '\n4\n');
    expect(typeOf(judgeCheckpoint(cryptography, { ...offered, note }, null))).toBe(
      'SignatureWrong',
    );
  });

  it('doubts another key, whatever it signs', () => {
    const other = newSigner();
    const held = { key: writeVerifierKey(other.key), note: noteOf(3, leaves, other) };
    expect(typeOf(judgeCheckpoint(cryptography, offered, held))).toBe('KeyChanged');
  });

  it('doubts another log by the same key', () => {
    const held = { key, note: noteOf(3, leaves, signer, 'facture/other') };
    expect(typeOf(judgeCheckpoint(cryptography, offered, held))).toBe('OriginChanged');
  });

  it('doubts a log that has lost its end', () => {
    const shorter = { key, note: noteOf(3), consistency: [] };
    const held = { key, note: noteOf(5) };
    expect(typeOf(judgeCheckpoint(cryptography, shorter, held))).toBe('LogShrank');
  });

  it('doubts a log whose past was changed and signed again', () => {
    const other = leavesOf([stored(0, '{}'), ...events.slice(1)]);
    const held = { key, note: noteOf(3, other) };
    expect(typeOf(judgeCheckpoint(cryptography, offered, held))).toBe('HistoryChanged');
  });
});

describe('judgeEvent', () => {
  const checkpoint = {
    origin: 'facture/test',
    size: 5,
    rootHash: rootOf(hash, treeOf(leaves)),
  };
  const proofs = events.map((_, index) => ({
    revision: index,
    logIndex: index,
    hashes: inclusionProof(hash, nodeAtOf(leaves), index, 5).map(encodeBase64),
  }));

  it('verifies every event that was sealed', () => {
    const verdicts = events.map((event, revision) =>
      judgeEvent(cryptography, checkpoint, revision, event, proofs),
    );
    expect(verdicts).toEqual(
      events.map((_, logIndex) => ({ type: 'verified', logIndex, size: 5 })),
    );
  });

  it('fails an event of which any field was changed', () => {
    const changes: ReadonlyArray<Partial<StoredEventView>> = [
      { data: '{"n":20}' },
      { metadata: '{"a":1}' },
      { id: 'other' },
      { stream: 'order-2' },
      { type: 'ReturnInvoiced' },
      { schemaVersion: 2 },
      { recordedAt: '2026-01-31T12:00:00.001Z' as Timestamp },
    ];
    const verdicts = changes.map(
      (change) => judgeEvent(cryptography, checkpoint, 2, { ...stored(2), ...change }, proofs).type,
    );
    expect(verdicts).toEqual(changes.map(() => 'failed'));
  });

  it('says of an event without a proof that it is not sealed yet', () => {
    const unsealed = [{ revision: 2, logIndex: null, hashes: null }];
    expect(judgeEvent(cryptography, checkpoint, 2, stored(2), unsealed).type).toBe(
      'not-yet-sealed',
    );
    expect(judgeEvent(cryptography, checkpoint, 2, stored(2), []).type).toBe('not-yet-sealed');
  });
});

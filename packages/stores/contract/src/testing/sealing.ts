import { verifierKey, type NoteSigner } from '@facture/proofs';
import * as E from 'fp-ts/Either';
import { createHash, generateKeyPairSync, sign, verify, createPublicKey } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import { appended, someEvents, within } from '../conformance/given';
import type { EventStore } from '../eventStore';
import {
  emptySealedLogMemory,
  ownInMemorySealedLog,
  seal,
  type OwnedSealedLog,
  type SealedCheckpoint,
  type Sealing,
  type SealedLogMemory,
  type SealKeys,
} from '../sealing';
import { readSigned } from '../sealing/sealKeys';
import { newStore } from './handling';

/** SHA-256. */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  createHash('sha256').update(bytes).digest();

/** Makes a key that signs. */
export const newSealKey = (name = 'facture/test'): NoteSigner => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return {
    key: verifierKey(sha256, name, Buffer.from(x, 'base64url')),
    sign: (message) => sign(null, message, privateKey),
  };
};

/** Verifies by Ed25519. */
export const verifyEd25519: SealKeys['verify'] = (publicKey, message, signature) =>
  verify(
    null,
    message,
    createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
    }),
    signature,
  );

const KEY = newSealKey();

/** The keys of the tests. */
export const testKeys: SealKeys = { current: KEY, verify: verifyEd25519 };

/** Takes hold of a log in memory that nobody has. */
export const ownLog = (memory: SealedLogMemory = emptySealedLogMemory()): OwnedSealedLog => {
  const owned = ownInMemorySealedLog(memory);
  if (E.isLeft(owned)) throw new Error('somebody has the log');
  return owned.right;
};

/** A store with so many events of orders, in streams of ten. */
export const storeWith = async (
  count: number,
  store: EventStore = newStore(),
): Promise<EventStore> => {
  for (let from = 0; from < count; from += 10)
    await appended(
      store,
      `order-${from.toString()}`,
      'no-stream',
      someEvents(Math.min(10, count - from)),
    );
  return store;
};

/** The root that the latest checkpoint of a log signs. */
export const rootIn = (
  log: OwnedSealedLog,
  { current, verify }: SealKeys = testKeys,
): Uint8Array => {
  const latest = log.latest();
  const checkpoint = latest && readSigned(latest, current, verify);
  if (checkpoint === undefined) throw new Error('there is no sound checkpoint');
  return checkpoint.rootHash;
};

/** Seals a store until `stop`, telling what happened on the way. */
export const sealing = (store: EventStore, log: OwnedSealedLog, change: Partial<Sealing> = {}) => {
  const abort = new AbortController();
  const failures: Array<unknown> = [];
  const checkpoints: Array<SealedCheckpoint> = [];
  const ended = seal(
    {
      store,
      log,
      keys: testKeys,
      hash: sha256,
      intervalMs: 1,
      random: () => 0.5,
      sleep: () => setImmediate(),
      onFailure: (thrown) => failures.push(thrown),
      onSealed: (checkpoint) => checkpoints.push(checkpoint),
      ...change,
    },
    abort.signal,
  );
  return {
    failures,
    checkpoints,
    /** Why it ended by itself. */
    refusal: () => within(ended, 'a refusal'),
    until: (size: number) =>
      within(
        (async () => {
          while ((log.latest()?.size ?? 0) < size) await setImmediate();
        })(),
        `sealing ${size.toString()} events`,
      ),
    stop: () => {
      abort.abort();
      return within(ended, 'the end');
    },
  };
};

/** The root of leaf hashes by the definition of RFC 9162, section 2.1.1, word for word. */
export const naiveRoot = (leaves: ReadonlyArray<Uint8Array>): Uint8Array => {
  const [only] = leaves;
  if (only === undefined) return sha256(new Uint8Array());
  if (leaves.length === 1) return only;
  let k = 1;
  while (2 * k < leaves.length) k *= 2;
  return sha256(
    Buffer.concat([Buffer.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k))]),
  );
};

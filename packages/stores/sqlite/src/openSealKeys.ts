import type { SealKeys } from '@facture/contract/sealing';
import { verifierKey, type NoteSigner, type Verify } from '@facture/proofs';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { sha256 } from './sha256';

/** Why the keys of a log are not used. */
export type SealKeyRefusal =
  /** Others than the owner of the file may use it: somebody else may sign as this log. */
  | { readonly type: 'KeyOpenToOthers'; readonly file: string }
  /** The file holds something else than one private key. */
  | { readonly type: 'ForeignKeyFile'; readonly file: string }
  /** There is no key, although the log is signed already. */
  | { readonly type: 'KeyMissing'; readonly file: string }
  /** The file cannot be read or made. */
  | { readonly type: 'CannotOpenKey'; readonly file: string; readonly reason: string };

/** A private key and the name of the log that it signs for. */
interface NamedKey {
  readonly name: string;
  readonly privateKey: KeyObject;
}

// What comes before the 32 bytes of a private Ed25519 key in PKCS #8 (RFC 8410).
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;

// The algorithm "Ed25519" of signed notes: https://c2sp.org/signed-note
const ED25519 = 1;

const PRIVATE_KEY = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})\n?$/;

const keyOfSeed = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });

const seedOf = (privateKey: KeyObject): Buffer =>
  privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8_PREFIX.length);

const signerOf = ({ name, privateKey }: NamedKey): NoteSigner => {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    key: verifierKey(sha256, name, Buffer.from(x, 'base64url')),
    sign: (message) => sign(null, message, privateKey),
  };
};

/** Writes a private key as a line of text, in the form that Go's signed notes have for it. */
const keyText = (key: NamedKey): string => {
  const { name, id } = signerOf(key).key;
  const bytes = Buffer.concat([Buffer.of(ED25519), seedOf(key.privateKey)]);
  return `PRIVATE+KEY+${name}+${id}+${bytes.toString('base64')}\n`;
};

const parseKey = (text: string): NamedKey | undefined => {
  const [, name = '', , encoded = ''] = PRIVATE_KEY.exec(text) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== 1 + SEED_BYTES || bytes[0] !== ED25519) return undefined;
  const key = { name, privateKey: keyOfSeed(bytes.subarray(1)) };
  return keyText(key).trimEnd() === text.trimEnd() ? key : undefined;
};

const attempt =
  (file: string) =>
  <A>(call: () => A): E.Either<SealKeyRefusal, A> =>
    E.tryCatch(call, (thrown) => ({
      type: 'CannotOpenKey',
      file,
      reason: Error.isError(thrown) ? thrown.message : String(thrown),
    }));

const OF_OTHERS = 0o077;

/** Reads a key, undefined when there is no such file. */
const readKey = (file: string): E.Either<SealKeyRefusal, NamedKey | undefined> =>
  pipe(
    attempt(file)(() =>
      existsSync(file)
        ? { mode: statSync(file).mode, text: readFileSync(file, 'utf8') }
        : undefined,
    ),
    E.chain((found): E.Either<SealKeyRefusal, NamedKey | undefined> => {
      if (found === undefined) return E.right(undefined);
      if ((found.mode & OF_OTHERS) !== 0) return E.left({ type: 'KeyOpenToOthers', file });
      const key = parseKey(found.text);
      return key === undefined ? E.left({ type: 'ForeignKeyFile', file }) : E.right(key);
    }),
  );

/** Makes a key and writes it so that the file is, at any moment, not there or whole. */
const makeKey = (file: string, name: string): E.Either<SealKeyRefusal, NamedKey> =>
  attempt(file)(() => {
    const key = { name, privateKey: generateKeyPairSync('ed25519').privateKey };
    const beside = `${file}.new`;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    rmSync(beside, { force: true });
    const opened = openSync(beside, 'wx', 0o600);
    try {
      writeSync(opened, keyText(key));
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(beside, file);
    return key;
  });

const verifySignature: Verify = (publicKey, message, signature) => {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
  return verify(null, message, key, signature);
};

const ORIGIN_BYTES = 8;

/**
 * Opens the keys of a log in a data directory: `seal-key`, and beside it `seal-key.old` while the one
 * is being replaced by the other. The first is made when it is missing: for a log that is not signed
 * yet under a name that no other log has, for a replacement under the old one's name.
 *
 * Gives `KeyMissing` when only a key could be made that cannot go on with the log; `KeyOpenToOthers`,
 * `ForeignKeyFile` or `CannotOpenKey`.
 */
export const openSealKeys = (
  directory: string,
  { isSigned }: { readonly isSigned: boolean },
): E.Either<SealKeyRefusal, SealKeys> => {
  const file = join(directory, 'seal-key');
  return pipe(
    E.Do,
    E.bind('previous', () => readKey(`${file}.old`)),
    E.bind('found', () => readKey(file)),
    E.bind('current', ({ previous, found }) => {
      if (found !== undefined) return E.right(found);
      if (previous !== undefined) return makeKey(file, previous.name);
      return isSigned
        ? E.left<SealKeyRefusal>({ type: 'KeyMissing', file })
        : makeKey(file, `facture/${randomBytes(ORIGIN_BYTES).toString('hex')}`);
    }),
    E.map(({ current, previous }) => ({
      current: signerOf(current),
      previous: previous && signerOf(previous),
      verify: verifySignature,
    })),
  );
};

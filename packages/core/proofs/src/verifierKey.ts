import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as O from 'fp-ts/Option';

import { decodeBase64, encodeBase64 } from './base64';
import { hexadecimal, joinBytes } from './bytes';
import type { ProofError } from './errors';
import type { Hash } from './tree';
import { encodeUtf8 } from './utf8';

/** A public key of Ed25519, and the name and id by which notes say who signed them. */
export interface VerifierKey {
  readonly name: string;
  /** The first four bytes of the hash of name, algorithm and key, in hexadecimal digits. */
  readonly id: string;
  readonly publicKey: Uint8Array;
}

/** The algorithm byte of Ed25519 in keys of signed notes. */
const ED25519 = Uint8Array.of(1);
const PUBLIC_KEY_BYTES = 32;

/** Names of keys hold neither spaces nor `+`. */
export const KEY_NAME = /^[^\s+\p{Cc}\p{Cs}]+$/u;

/** Gives a public key its name, and the id that follows from both (C2SP signed-note). */
export const verifierKey = (hash: Hash, name: string, publicKey: Uint8Array): VerifierKey => ({
  name,
  id: hexadecimal(hash(joinBytes([encodeUtf8(`${name}\n`), ED25519, publicKey])).subarray(0, 4)),
  publicKey,
});

/** Writes a verifier key as `name+hash+key`. */
export const writeVerifierKey = ({ name, id, publicKey }: VerifierKey): string =>
  `${name}+${id}+${encodeBase64(joinBytes([ED25519, publicKey]))}`;

/**
 * Reads a verifier key `name+hash+key`.
 *
 * Gives `KeyMalformed`.
 */
export const readVerifierKey = (
  hash: Hash,
  text: string,
): E.Either<Extract<ProofError, { type: 'KeyMalformed' }>, VerifierKey> => {
  const name = text.slice(0, text.indexOf('+'));
  return pipe(
    decodeBase64(text.slice(name.length + '+c74f20a3+'.length)),
    O.map((bytes) => verifierKey(hash, name, bytes.subarray(1))),
    O.filter(
      (read) =>
        KEY_NAME.test(name) &&
        read.publicKey.length === PUBLIC_KEY_BYTES &&
        writeVerifierKey(read) === text,
    ),
    E.fromOption(() => ({ type: 'KeyMalformed' }) as const),
  );
};

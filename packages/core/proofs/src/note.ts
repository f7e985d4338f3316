import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as O from 'fp-ts/Option';

import { decodeBase64, encodeBase64 } from './base64';
import { fromHexadecimal, hexadecimal, joinBytes } from './bytes';
import { captured } from './captured';
import type { ProofError } from './errors';
import { encodeUtf8 } from './utf8';
import { KEY_NAME, type VerifierKey } from './verifierKey';

/** A signature of a note, and the key that it says it is by. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** A text and who says to have signed it. Nothing of it is verified yet. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: ReadonlyArray<NoteSignature>;
}

/** Whoever signs notes, by Ed25519. */
export interface NoteSigner {
  readonly key: VerifierKey;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** Verifies a signature by Ed25519. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

type NoteError = Extract<
  ProofError,
  { type: 'NoteMalformed' | 'NoteNotTrusted' | 'SignatureWrong' }
>;

const KEY_ID_BYTES = 4;

/** Signs a text, which ends in a newline, as a note (C2SP signed-note). */
export const signNote = (text: string, signers: ReadonlyArray<NoteSigner>): string => {
  const message = encodeUtf8(text);
  const lines = signers.map(({ key, sign }) => {
    const signature = joinBytes([fromHexadecimal(key.id), sign(message)]);
    return `— ${key.name} ${encodeBase64(signature)}\n`;
  });
  return [text, '\n', ...lines].join('');
};

/** Notes hold no control characters but newlines, and no half of a surrogate pair. */
const isPlain = (note: string): boolean =>
  Array.from(note).every((char) => char === '\n' || (char >= ' ' && !/\p{Cs}/u.test(char)));

const readSignature = (line: string): O.Option<NoteSignature> => {
  const group = captured(/^— ([^ ]+) ([^ ]+)$/, line);
  const name = group(1);
  return pipe(
    decodeBase64(group(2)),
    O.filter((bytes) => KEY_NAME.test(name) && bytes.length > KEY_ID_BYTES),
    O.map((bytes) => ({
      name,
      keyId: hexadecimal(bytes.subarray(0, KEY_ID_BYTES)),
      signature: bytes.subarray(KEY_ID_BYTES),
    })),
  );
};

/**
 * Takes a signed note apart. It verifies nothing: use {@link openNote} for that, or verify each of
 * {@link signaturesBy} where that takes a promise.
 *
 * Gives `NoteMalformed`.
 */
export const readNote = (
  note: string,
): E.Either<Extract<ProofError, { type: 'NoteMalformed' }>, SignedNote> => {
  const end = note.lastIndexOf('\n\n') + 1;
  const isWhole = end > 0 && note.endsWith('\n') && isPlain(note);
  return pipe(
    note.slice(end + 1, -1).split('\n'),
    O.traverseArray(readSignature),
    O.filter(() => isWhole),
    O.map((signatures) => ({ text: note.slice(0, end), signatures })),
    E.fromOption(() => ({ type: 'NoteMalformed' }) as const),
  );
};

/** The signatures of a note that say to be by a key. */
export const signaturesBy = (
  { signatures }: SignedNote,
  { name, id }: VerifierKey,
): ReadonlyArray<Uint8Array> =>
  signatures
    .filter((signature) => signature.name === name && signature.keyId === id)
    .map(({ signature }) => signature);

/**
 * Opens a signed note: answers its text when at least one trusted key has signed it, and each that
 * is said to have did. Signatures by keys that are not known count for nothing.
 *
 * Gives `NoteMalformed`, `NoteNotTrusted` or `SignatureWrong`.
 */
export const openNote = (
  verify: Verify,
  keys: ReadonlyArray<VerifierKey>,
  note: string,
): E.Either<NoteError, string> =>
  pipe(
    readNote(note),
    E.flatMap((signed): E.Either<NoteError, string> => {
      const message = encodeUtf8(signed.text);
      const claims = keys.flatMap((key) =>
        signaturesBy(signed, key).map((signature) => ({ key, signature })),
      );
      const wrong = claims.find(({ key, signature }) => !verify(key.publicKey, message, signature));
      if (wrong !== undefined) return E.left({ type: 'SignatureWrong', signer: wrong.key.name });
      const signers = signed.signatures.map(({ name }) => name);
      return claims.length > 0 ? E.right(signed.text) : E.left({ type: 'NoteNotTrusted', signers });
    }),
  );

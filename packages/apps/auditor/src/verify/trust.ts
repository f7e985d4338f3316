import { readVerifierKey, type Verify, type VerifierKey } from '@facture/proofs';
import { sha256 } from '@facture/sqlite';
import * as E from 'fp-ts/Either';
import { createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

import { misused, unreadable, type Refusal } from '../outcome';
import { reasonOf } from '../reasonOf';

/** Verifies by Ed25519. */
export const verifySignature: Verify = (publicKey, message, signature) => {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
  return verify(null, message, key, signature);
};

/** Reads a whole file of text. */
export const readText = (file: string): E.Either<Refusal, string> =>
  E.tryCatch(
    () => readFileSync(file, 'utf8'),
    (thrown) => unreadable(`${file} cannot be read: ${reasonOf(thrown)}`),
  );

/** Reads a verifier key: itself, or the name of a file that holds it. */
export const readKey = (text: string): E.Either<Refusal, VerifierKey> => {
  const content = existsSync(text) ? readText(text) : E.right(text);
  if (E.isLeft(content)) return content;
  const key = readVerifierKey(sha256, content.right.trim());
  return E.isRight(key)
    ? key
    : E.left(
        misused(
          `--key ${text} is neither a verifier key, such as name+0a1b2c3d+base64, nor a file that holds one`,
        ),
      );
};

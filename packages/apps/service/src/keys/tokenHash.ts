import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** A token as it is kept: salted and stretched, so that even a short one cannot be read back. */
export interface TokenHash {
  readonly algorithm: 'scrypt-16384-8-1';
  /** In hexadecimal digits. */
  readonly salt: string;
  /** In hexadecimal digits. */
  readonly digest: string;
}

const COST: ScryptOptions = { N: 16_384, r: 8, p: 1 };
const DIGEST_BYTES = 32;

const stretch = (token: string, salt: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(token, Buffer.from(salt, 'hex'), DIGEST_BYTES, COST, (error, digest) => {
      if (error === null) resolve(digest);
      else reject(error);
    });
  });

/** Hashes a token with a salt of its own. */
export const hashToken = async (token: string): Promise<TokenHash> => {
  const salt = randomBytes(16).toString('hex');
  const digest = await stretch(token, salt);
  return { algorithm: 'scrypt-16384-8-1', salt, digest: digest.toString('hex') };
};

/** Tells whether a token is the one that was hashed, in a time that does not depend on the answer. */
export const isHashedToken = async (token: string, hash: TokenHash): Promise<boolean> =>
  timingSafeEqual(await stretch(token, hash.salt), Buffer.from(hash.digest, 'hex'));

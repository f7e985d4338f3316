import { hashes, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';

import type { Cryptography } from './judgeProofs';

hashes.sha512 = sha512;

/**
 * SHA-256 and Ed25519 wherever the page runs: browsers keep their own from pages without HTTPS that
 * come from another machine.
 */
export const cryptography: Cryptography = {
  hash: (bytes) => sha256(bytes),
  verify: (publicKey, message, signature) => {
    try {
      return verify(signature, message, publicKey, { zip215: false });
    } catch {
      // A key or a signature of another length verifies nothing.
      return false;
    }
  },
};

import { createPublicKey, verify } from 'node:crypto';

import type { Verify } from '@facture/proofs';

/** Verifies by Ed25519. */
export const verifyEd25519: Verify = (publicKey, message, signature) => {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
  return verify(null, message, key, signature);
};

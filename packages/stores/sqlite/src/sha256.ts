import { createHash } from 'node:crypto';

/** SHA-256, which all hashes of a log are. */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  createHash('sha256').update(bytes).digest();

import { createHash, generateKeyPairSync, sign } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { cryptography } from './cryptography';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const { x = '' } = publicKey.export({ format: 'jwk' });
const key = new Uint8Array(Buffer.from(x, 'base64url'));
const message = Uint8Array.of(1, 2, 3);
const signature = new Uint8Array(sign(null, message, privateKey));

const flipped = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, at) => (at === 5 ? byte ^ 1 : byte));

describe('the cryptography of the page', () => {
  it('hashes like any other SHA-256', () => {
    const expected = new Uint8Array(createHash('sha256').update(message).digest());
    expect(cryptography.hash(message)).toEqual(expected);
  });

  it('verifies what was signed elsewhere', () => {
    expect(cryptography.verify(key, message, signature)).toBe(true);
  });

  it('verifies nothing else', () => {
    expect(cryptography.verify(key, flipped(signature), signature)).toBe(false);
    expect(cryptography.verify(key, message, flipped(signature))).toBe(false);
    expect(cryptography.verify(flipped(key), message, signature)).toBe(false);
    expect(cryptography.verify(key, message, signature.subarray(1))).toBe(false);
    expect(cryptography.verify(new Uint8Array(3), message, signature)).toBe(false);
  });
});

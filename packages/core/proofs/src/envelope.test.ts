import { describe, expect, it } from '@jest/globals';
import * as O from 'fp-ts/Option';
import { createHash } from 'node:crypto';

import { decodeEnvelope, encodeEnvelope, leafHash } from './envelope';
import { sha256 } from './testing/sealing';

const envelope = {
  stream: 'order-1',
  revision: 12,
  id: 'é',
  type: '€',
  schemaVersion: 1,
  recordedAt: '😀',
  data: '{}',
  metadata: '',
};
const framed = (length: number, text: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, length]), Buffer.from(text, 'utf8')]);
const bytes = new Uint8Array(
  Buffer.concat([
    Buffer.from('facture-envelope/1\n'),
    framed(7, 'order-1'),
    framed(2, '12'),
    framed(2, 'é'),
    framed(3, '€'),
    framed(1, '1'),
    framed(4, '😀'),
    framed(2, '{}'),
    framed(0, ''),
  ]),
);

describe('an envelope', () => {
  it('is framed as documented', () => {
    expect(encodeEnvelope(envelope)).toEqual(bytes);
    expect(encodeEnvelope(envelope).buffer.byteLength).toBe(bytes.length);
    expect(decodeEnvelope(bytes)).toEqual(O.some(envelope));
  });

  it('is hashed as a leaf, without what else stands beside its fields', () => {
    const expected = createHash('sha256')
      .update(Buffer.concat([Buffer.of(0), bytes]))
      .digest('hex');
    const recorded = { ...envelope, position: 7n };
    expect(Buffer.from(leafHash(sha256, recorded)).toString('hex')).toBe(expected);
  });

  it('is not read from another spelling of the same', () => {
    const text = Buffer.from(bytes).toString('latin1');
    const other = (from: string, to: string) =>
      decodeEnvelope(new Uint8Array(Buffer.from(text.replace(from, to), 'latin1')));
    expect(other('\0\0\0\x0212', '\0\0\0\x03012')).toEqual(O.none);
    expect(other('\0\0\0\x0212', '\0\0\0\x0412.0')).toEqual(O.none);
    expect(other('envelope/1', 'envelope/2')).toEqual(O.none);
    expect(other('\0\0\0\x02{}', '\0\0\0\x02{\xc3')).toEqual(O.none);
    expect(other('\0\0\0\x02{}', '\0\0\0\x02\xc0\x80')).toEqual(O.none);
    expect(other('order-1', 'order-\xff')).toEqual(O.none);
    expect(decodeEnvelope(bytes.subarray(0, -1))).toEqual(O.none);
    expect(decodeEnvelope(Uint8Array.of(...bytes, 0))).toEqual(O.none);
    expect(decodeEnvelope(Uint8Array.of(...bytes, 0, 0, 0, 0))).toEqual(O.none);
    expect(decodeEnvelope(Uint8Array.of())).toEqual(O.none);
  });
});

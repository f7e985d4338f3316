import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { BundleCheckpoint, BundleHeader } from './bundleRecord';

const hash = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';

describe('a line of a bundle', () => {
  it('is decoded without the members that nobody knows', () => {
    const line = { kind: 'checkpoint', note: '', consistency: [hash] };
    expect(BundleCheckpoint.decode({ ...line, more: 1 })).toEqual(E.right(line));
    const header = { kind: 'bundle', version: 1, origin: 'facture/test', size: 7 };
    expect(BundleHeader.decode({ ...header, more: 1 })).toEqual(E.right(header));
  });

  it.each([
    hash.slice(1),
    `A${hash}`,
    `${hash}A`,
    hash.replace('2I=', '2J='),
    hash.replace('/', '-'),
    [hash],
    7,
    null,
  ])('is refused with the hash %j', (wrong) => {
    const line = { kind: 'checkpoint', note: '', consistency: [wrong] };
    expect(E.isLeft(BundleCheckpoint.decode(line))).toBe(true);
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN, '7', null])('is refused with the size %j', (size) => {
    const header = { kind: 'bundle', version: 1, origin: 'facture/test', size };
    expect(E.isLeft(BundleHeader.decode(header))).toBe(true);
  });
});

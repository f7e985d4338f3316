import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as O from 'fp-ts/Option';

import { decodeBase64, encodeBase64 } from './base64';
import { fromHexadecimal, hexadecimal } from './bytes';
import { decodeUtf8, encodeUtf8 } from './utf8';

const runs = { numRuns: 1000 };
const anyUnits = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));

describe('UTF-8', () => {
  it('is what others write for any text that is well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Buffer.from(encodeUtf8(text)).equals(Buffer.from(text, 'utf8'))).toBe(true);
      }),
      runs,
    );
  });

  it('is what the code points would be, where halves of surrogate pairs stand alone', () => {
    const written = (text: string) => Buffer.from(encodeUtf8(text)).toString('hex');
    expect(written('\ud800a\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}')).toBe(
      'eda080' + '61' + '7f' + 'c280' + 'dfbf' + 'e0a080' + 'efbfbf' + 'f0908080' + 'f48fbfbf',
    );
    expect(written('\udc00\udc00')).toBe('edb080edb080');
    expect(written('\ud800\ue000')).toBe('eda080ee8080');
  });

  it.each(['\u007f', '\u0080', 'a\u0080', '\u{10000}', 'é'.repeat(100)])(
    'is what others write for %j',
    (text) => {
      const bytes = encodeUtf8(text);
      expect(Buffer.from(bytes).toString('utf8')).toBe(text);
      expect(decodeUtf8(bytes)).toBe(text);
    },
  );

  it('is read by what is spelled, in however many bytes', () => {
    expect(decodeUtf8(Uint8Array.of(0xc0, 0x80, 0x61))).toBe('\0a');
  });

  it('is read as what was written, also for texts that are not', () => {
    fc.assert(
      fc.property(anyUnits, (text) => decodeUtf8(encodeUtf8(text)) === text),
      runs,
    );
  });
});

describe('base64', () => {
  it('is what others write, and is read as what was written', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(text)).toEqual(O.some(bytes));
      }),
      runs,
    );
  });

  it('is read in one spelling only', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.base64String().map((text) => text.replace(/=/g, '')),
        ),
        (text) => {
          const read = decodeBase64(text);
          return O.isNone(read) || encodeBase64(read.value) === text;
        },
      ),
      runs,
    );
    expect(decodeBase64('AB==')).toEqual(O.none);
    expect(decodeBase64('AA=')).toEqual(O.none);
    expect(decodeBase64('A')).toEqual(O.none);
  });
});

describe('hexadecimal digits', () => {
  it('are read as what was written', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHexadecimal(hexadecimal(bytes))).toEqual(bytes);
      }),
      runs,
    );
  });
});

import { describe, expect, it } from '@jest/globals';

import {
  CommandId,
  InvoiceNumber,
  LineIndex,
  lineIndexes,
  OrderId,
  Receipt,
  SellerId,
  SkuId,
  Timestamp,
} from './ids';

describe.each([
  ['OrderId', OrderId],
  ['SellerId', SellerId],
  ['SkuId', SkuId],
  ['InvoiceNumber', InvoiceNumber],
  ['CommandId', CommandId],
] as const)('%s', (name, codec) => {
  it.each([
    '1',
    'NFe-00001',
    'A/1',
    'A#1',
    '100%',
    'inner space',
    'a  b',
    '__proto__',
    'ação',
    '日本',
    '📦',
    'a\u2028b',
    'x'.repeat(128),
    '📦'.repeat(128),
  ])('can be %p', (text) => {
    expect(codec.is(text)).toBe(true);
  });

  it.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '\t1',
    '1\n',
    '\u00a01',
    '\ufeff1',
    'a\nb',
    'a\u0000b',
    'a\u007fb',
    'a\u0085b',
    '\ud83d',
    '\udce6a',
    'a\ud83db',
    'x'.repeat(129),
    '📦'.repeat(129),
    `${'📦'.repeat(127)}ab`,
    1,
    null,
    undefined,
  ])('cannot be %p', (text) => {
    expect(codec.is(text)).toBe(false);
  });

  it('counts characters, not halves of them', () => {
    expect(codec.is(`${'📦'.repeat(127)}a`)).toBe(true);
    expect(codec.is(`${'📦'.repeat(64)}${'a'.repeat(65)}`)).toBe(false);
  });

  it('is named', () => {
    expect(codec.name).toBe(name);
  });
});

describe('a receipt', () => {
  it('is 32 lower-case hexadecimal digits', () => {
    expect(Receipt.is('527b1ae251264ef1b7a9b597cd8f16b9')).toBe(true);
    expect(Receipt.name).toBe('Receipt');
  });

  it.each([
    '527B1AE251264EF1B7A9B597CD8F16B9',
    '527b1ae251264ef1b7a9b597cd8f16b',
    '527b1ae251264ef1b7a9b597cd8f16b90',
    'g27b1ae251264ef1b7a9b597cd8f16b9',
    '527b1ae251264ef1b7a9b597cd8f16b9\n',
    '527b1ae2-5126-4ef1-b7a9-b597cd8f16b9',
  ])('cannot be %p', (text) => {
    expect(Receipt.is(text)).toBe(false);
  });
});

describe('a line index', () => {
  it('counts from zero', () => {
    expect([0, 1, Number.MAX_SAFE_INTEGER].map(LineIndex.is)).toEqual([true, true, true]);
    expect(lineIndexes(['a', 'b', 'c'])).toEqual([0, 1, 2]);
    expect(lineIndexes([])).toEqual([]);
    expect(LineIndex.name).toBe('LineIndex');
  });

  it.each([-0, -1, 0.5, NaN, Infinity, Number.MAX_SAFE_INTEGER + 1, '0'])(
    'cannot be %p',
    (value) => {
      expect(LineIndex.is(value)).toBe(false);
    },
  );
});

describe('a timestamp', () => {
  it.each([
    '2013-11-21T00:00:00.000Z',
    '2024-02-29T23:59:59.999Z',
    '1969-12-31T23:59:59.999Z',
    '0000-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
  ])('can be %s', (text) => {
    expect(Timestamp.is(text)).toBe(true);
  });

  it.each([
    '',
    '2013-11-21',
    '2013-11-21T00:00:00',
    '2013-11-21T00:00:00Z',
    '2013-11-21T00:00:00.0Z',
    '2013-11-21T00:00:00.0000Z',
    '2013-11-21T00:00:00.000',
    '2013-11-21T00:00:00.000+00:00',
    '2013-11-21T00:00:00.000-03:00',
    '2013-11-21 00:00:00.000Z',
    '2013-11-21t00:00:00.000z',
    '2013-11-21T24:00:00.000Z',
    '2013-11-21T23:60:00.000Z',
    '2013-11-21T23:59:60.000Z',
    '2013-02-29T00:00:00.000Z',
    '2013-02-30T00:00:00.000Z',
    '2013-13-01T00:00:00.000Z',
    '2013-00-01T00:00:00.000Z',
    '2013-11-00T00:00:00.000Z',
    '+002013-11-21T00:00:00.000Z',
    ' 2013-11-21T00:00:00.000Z',
    '2013-11-21T00:00:00.000Z\n',
    '2013-11-21T00:00:00.000Z2013-11-21T00:00:00.000Z',
    1385000000000,
  ])('cannot be %p', (text) => {
    expect(Timestamp.is(text)).toBe(false);
  });

  it('is named', () => {
    expect(Timestamp.name).toBe('Timestamp');
  });
});

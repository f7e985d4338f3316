import { describe, expect, it } from '@jest/globals';

import { hasWrongCheckDigit } from './accessKey';

describe('hasWrongCheckDigit', () => {
  it.each([
    '35201100063960001504590006629690333214542151',
    '52060433009911002506550120000007800267301615',
    'NFe52060433009911002506550120000007800267301615',
  ])('finds nothing wrong with %s', (key) => {
    expect(hasWrongCheckDigit(key)).toBe(false);
  });

  it('takes 0 for a remainder of 0 or 1', () => {
    expect(hasWrongCheckDigit('0'.repeat(44))).toBe(false);
    expect(hasWrongCheckDigit(`${'0'.repeat(38)}1000060`)).toBe(false);
    expect(hasWrongCheckDigit(`${'0'.repeat(42)}19`)).toBe(false);
  });

  it.each([
    '52060433009911002506550120000007800267301614',
    '52060433009911002506550120000007800267301651',
    '52060433009911002506550120000007800267301610',
  ])('finds something wrong with %s', (key) => {
    expect(hasWrongCheckDigit(key)).toBe(true);
  });

  it.each(['', '1234', '5206043300991100250655012000000780026730161', 'CFe-1', 'x'.repeat(44)])(
    'has no opinion of %p',
    (key) => {
      expect(hasWrongCheckDigit(key)).toBe(false);
    },
  );
});

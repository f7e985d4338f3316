import { describe, expect, it } from '@jest/globals';

import { errorCodes } from './refusal';
import { codes } from './testing/refusals';

it('each code has a meaning of its own, in sentences', () => {
  const meanings = Object.values(errorCodes).map(({ meaning }) => meaning);
  expect(meanings.filter((meaning) => !/^[A-Z].*\.$/.test(meaning))).toEqual([]);
  expect(new Set(meanings).size).toBe(meanings.length);
});

describe('the table of codes', () => {
  it('has 400 for the malformed, 404, 409, 413, 422 and 503 for what they stand for', () => {
    const by = (status: number) => codes.filter((code) => errorCodes[code].status === status);
    expect(by(404)).toContain('OrderNotFound');
    expect(by(404)).toContain('InvoiceNotFound');
    expect(by(409)).toContain('InvoiceNumberAlreadyUsed');
    expect(by(413)).toEqual(['TooManyElements', 'BodyTooLarge']);
    expect(by(422)).toHaveLength(7);
    expect(by(503)).toHaveLength(5);
  });
});

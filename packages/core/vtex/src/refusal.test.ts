import { expect, it } from '@jest/globals';

import { errorCodes } from './refusal';

it('each code has a meaning of its own, in sentences', () => {
  const meanings = Object.values(errorCodes).map(({ meaning }) => meaning);
  expect(meanings.filter((meaning) => !/^[A-Z].*\.$/.test(meaning))).toEqual([]);
  expect(new Set(meanings).size).toBe(meanings.length);
});

import { isDeepStrictEqual } from 'node:util';

import { expect } from '@jest/globals';

/** Says the same as `toStrictEqual`, much faster where it holds: for loops within properties. */
export const expectSame = <A>(actual: A, expected: A): void => {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected);
};

import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { Revision } from './revision';

describe('Revision', () => {
  it.each([0, 1, Number.MAX_SAFE_INTEGER])('is %p', (n) => {
    expect(Revision.is(n)).toBe(true);
    expect(Revision.decode(n)).toEqual(E.right(n));
    expect(Revision.encode(n)).toBe(n);
  });

  it.each([-1, 0.5, NaN, 2 ** 53, '1', null, undefined])('is not %p', (u) => {
    expect(Revision.is(u)).toBe(false);
    expect(E.isLeft(Revision.decode(u))).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { isIn } from './partition';

const partOf = (stream: string, of: number): ReadonlyArray<number> =>
  Array.from({ length: of }, (_, index) => index).filter((index) => isIn({ index, of })(stream));

describe('partitions', () => {
  it('have each stream in exactly one of them', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 64 }),
        (stream, of) => {
          expect(partOf(stream, of)).toHaveLength(1);
        },
      ),
      { numRuns: 1000 },
    );
  });

  // The vectors of the authors of the hash: http://www.isthe.com/chongo/src/fnv/test_fnv.c
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('go by the FNV-1a hash of %j', (stream, hash) => {
    expect(isIn({ index: hash % 65_521, of: 65_521 })(stream)).toBe(true);
  });

  it('share numbered orders out evenly', () => {
    const counts = [0, 0, 0, 0];
    for (let order = 0; order < 10_000; order++)
      for (const part of partOf(`order-${1_172_452_900_000 + order}-01`, 4))
        counts[part] = (counts[part] ?? 0) + 1;
    for (const count of counts) expect(Math.abs(count - 2_500)).toBeLessThan(250);
  });
});

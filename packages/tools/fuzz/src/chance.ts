import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that repeats itself: the same seed and round draw the same. */
export interface Chance {
  /** An integer from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  /** Whether something happens that happens once in so many times. */
  readonly onceIn: (times: number) => boolean;
  readonly pick: <const A extends readonly [unknown, ...ReadonlyArray<unknown>]>(
    choices: A,
  ) => A[number];
}

// 2^32 divided by the golden ratio: it spreads numbers that follow one another.
const GOLDEN = 0x9e3779b1;
const SPREAD = 0x85ebca6b;

/** Draws for one round of a seed: the generator xoroshiro128+. */
export const chanceOf = (seed: number, round: number): Chance => {
  const generator = xoroshiro128plus(Math.imul(seed + 1, GOLDEN) ^ Math.imul(round + 1, SPREAD));
  const between = (least: number, most: number) => uniformInt(generator, least, most);
  return {
    between,
    onceIn: (times) => between(1, times) === 1,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
  };
};

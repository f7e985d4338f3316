import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that repeats itself: the same seed draws the same. */
export interface Chance {
  /** An integer from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  /** A number from 0 to less than 1. */
  readonly fraction: () => number;
  /** Whether something happens that has this probability. */
  readonly happens: (probability: number) => boolean;
  readonly pick: <A>(choices: readonly [A, ...ReadonlyArray<A>]) => A;
}

// 2^32 divided by the golden ratio: it spreads numbers that follow one another.
const GOLDEN = 0x9e3779b1;

const FRACTIONS = 2 ** 31;

/** Draws from a seed: the generator xoroshiro128+. */
export const chanceOf = (seed: number): Chance => {
  // Seeds next to each other would begin alike.
  const generator = xoroshiro128plus(Math.imul(seed + 1, GOLDEN) ^ (seed >>> 15));
  const between = (least: number, most: number) => uniformInt(generator, least, most);
  const fraction = () => between(0, FRACTIONS - 1) / FRACTIONS;
  return {
    between,
    fraction,
    happens: (probability) => fraction() < probability,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
  };
};

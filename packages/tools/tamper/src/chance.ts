import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that repeats itself: the same seed draws the same. */
export interface Chance {
  /** An integer from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  readonly happens: () => boolean;
  readonly pick: <A>(choices: ReadonlyArray<A>) => A;
}

// 2^32 divided by the golden ratio: it spreads numbers that follow one another.
const GOLDEN = 0x9e3779b1;

/** Draws from a seed: the generator xoroshiro128+. */
export const chanceOf = (seed: number): Chance => {
  const generator = xoroshiro128plus(Math.imul(seed + 1, GOLDEN));
  const between = (least: number, most: number) => uniformInt(generator, least, most);
  return {
    between,
    happens: () => between(0, 1) === 1,
    pick: (choices) => {
      const [choice] = choices.slice(between(0, choices.length - 1));
      if (choice === undefined) throw new Error('there is nothing to pick from');
      return choice;
    },
  };
};

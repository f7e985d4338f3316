/** Chance that repeats itself: the same seed draws the same numbers. */
export interface SeededRandom {
  /** An integer from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  readonly pick: <A>(choices: ReadonlyArray<A>) => A;
  /** So many times eight lower-case hexadecimal digits. */
  readonly hex: (words: number) => string;
  readonly uuid: () => string;
}

/** Draws numbers from a seed: the generator "mulberry32". */
export const seededRandom = (seed: number): SeededRandom => {
  let state = seed | 0;
  const word = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const between = (least: number, most: number): number =>
    least + Math.floor((word() / 2 ** 32) * (most - least + 1));
  const hex = (words: number): string => {
    let digits = '';
    for (let n = 0; n < words; n++) digits += word().toString(16).padStart(8, '0');
    return digits;
  };
  return {
    between,
    pick: (choices) => {
      const [choice] = choices.slice(between(0, choices.length - 1));
      if (choice === undefined) throw new Error('there is nothing to pick from');
      return choice;
    },
    hex,
    uuid: () => hex(4).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  };
};

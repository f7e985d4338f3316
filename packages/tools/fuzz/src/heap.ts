/** How the heap of the service did, measured between requests. */
export interface Heap {
  /** After each part of the run, the first of which only warms up. */
  readonly bytes: ReadonlyArray<number>;
  /** From the first third after the warm-up to the last one, by their medians. */
  readonly grownBytes: number;
  readonly isFlat: boolean;
}

/** What caches, code and measuring itself may come to, however long the run. */
const NOISE_BYTES = 4 * 1_048_576;
const PARTS = 3;

const median = (numbers: ReadonlyArray<number>): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Judges what was measured after each part of a run: the first part warms up. */
export const heapOf = (bytes: ReadonlyArray<number>): Heap => {
  const [, ...warm] = bytes;
  const each = Math.max(1, Math.floor(warm.length / PARTS));
  const grownBytes = median(warm.slice(-each)) - median(warm.slice(0, each));
  return { bytes, grownBytes, isFlat: grownBytes <= NOISE_BYTES };
};

/** How long answers took, in milliseconds. */
export interface Timing {
  /** The p99 of good requests tells how much of the other is the machine's. */
  readonly good: { readonly count: number; readonly median: number; readonly p99: number };
  readonly refused: { readonly count: number; readonly p99: number };
  /** The p99 of refusing a hostile body over the median of a good request. */
  readonly ratio: number;
  readonly isBounded: boolean;
}

/** What refusing may cost, in good requests. */
const MOST = 20;

// A tenth of a millisecond is fine enough, and takes no memory however long the run.
const STEPS_PER_MS = 10;

/** Durations, counted by how long they are. */
export interface Durations {
  readonly add: (ms: number) => void;
  readonly count: () => number;
  /** The duration that this part of all does not exceed; 0 when there is none. */
  readonly quantile: (part: number) => number;
}

/** Begins to count. */
export const createDurations = (): Durations => {
  const counts = new Map<number, number>();
  let total = 0;
  return {
    add: (ms) => {
      const step = Math.ceil(ms * STEPS_PER_MS);
      counts.set(step, (counts.get(step) ?? 0) + 1);
      total += 1;
    },
    count: () => total,
    quantile: (part) => {
      let left = Math.ceil(total * part);
      for (const [step, count] of Array.from(counts).sort(([a], [b]) => a - b)) {
        left -= count;
        if (left <= 0) return step / STEPS_PER_MS;
      }
      return 0;
    },
  };
};

/** Compares what refusing hostile bodies took with what good requests took. */
export const timingOf = (good: Durations, refused: Durations): Timing => {
  const [median, p99] = [good.quantile(0.5), refused.quantile(0.99)];
  const ratio = median === 0 ? 0 : p99 / median;
  return {
    good: { count: good.count(), median, p99: good.quantile(0.99) },
    refused: { count: refused.count(), p99 },
    ratio,
    isBounded: ratio < MOST,
  };
};

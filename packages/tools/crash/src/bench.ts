import type { Finding } from './finding';

/** What a part of the bench came to. */
export interface PartResult {
  /** How often each thing was done, or came about. */
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: ReadonlyArray<Finding>;
}

/** What a part is given. */
export interface Running {
  readonly seed: number;
  /** An empty directory of its own. */
  readonly directory: string;
  readonly onProgress: (done: number, all: number) => void;
}

/** Counts by name. */
export interface Tally {
  readonly add: (name: string, more?: number) => void;
  readonly counts: () => Readonly<Record<string, number>>;
}

/** Makes a tally. */
export const newTally = (): Tally => {
  const counts = new Map<string, number>();
  return {
    add: (name, more = 1) => {
      counts.set(name, (counts.get(name) ?? 0) + more);
    },
    counts: () => Object.fromEntries(counts),
  };
};

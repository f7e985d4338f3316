import type { ConformanceCase } from './harness';

/** What a test framework gives: `describe`, `it` and `it.skip`, as jest, vitest and node:test do. */
export interface TestFramework {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: {
    (name: string, body: () => Promise<void>): unknown;
    readonly skip: (name: string, body: () => Promise<void>) => unknown;
  };
}

/**
 * Tells which cases a harness can run, and which it cannot because it lacks what they need.
 */
export const isRunnable = <Harness extends object>(
  { needs }: ConformanceCase<Harness>,
  harness: Harness,
): boolean => needs.every((need) => harness[need] !== undefined);

/**
 * Makes tests of the cases of a suite. Those that need what the harness cannot do are skipped, by
 * name, so that the report shows them.
 */
export const describeConformance = <Harness extends object>(
  { describe, it }: TestFramework,
  name: string,
  cases: ReadonlyArray<ConformanceCase<Harness>>,
  harness: Harness,
): void => {
  describe(name, () => {
    for (const one of cases) {
      const test = isRunnable(one, harness) ? it : it.skip;
      test(one.name, () => one.run(harness));
    }
  });
};

import type { AggregatedResult, Reporter } from '@jest/reporters';

/** The last line of a test run; a suite that fails to load counts as one failure. */
export const countLine = (
  results: Pick<
    AggregatedResult,
    'numPassedTests' | 'numFailedTests' | 'numRuntimeErrorTestSuites'
  >,
): string =>
  `${String(results.numPassedTests)} passed, ${String(results.numFailedTests + results.numRuntimeErrorTestSuites)} failed`;

/** A jest reporter that ends the run with `N passed, N failed`. */
export default class CountReporter implements Pick<Reporter, 'onRunComplete'> {
  onRunComplete(_contexts: unknown, results: AggregatedResult): void {
    // Jest prints its own summary after every reporter: only the exit comes later.
    process.once('exit', () => process.stdout.write(`\n${countLine(results)}\n`));
  }
}

import { describe, expect, it } from '@jest/globals';
import { countLine } from './countReporter.ts';

describe('the last line of a test run', () => {
  it('counts a suite that fails to load as one failure', () => {
    expect(countLine({ numPassedTests: 4, numFailedTests: 1, numRuntimeErrorTestSuites: 2 })).toBe(
      '4 passed, 3 failed',
    );
  });
});

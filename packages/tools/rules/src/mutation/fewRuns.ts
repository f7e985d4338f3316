import { createRequire } from 'node:module';

import type * as FastCheck from 'fast-check';

const fc = createRequire(import.meta.url)('fast-check') as typeof FastCheck;
const { assert } = fc;

/**
 * Lets each property try at most so many values, always the same ones. A counterexample counts as it
 * is, however large.
 */
export const runAtMost = (most: number): void => {
  Object.assign(fc, {
    assert: <Values>(
      property: FastCheck.IProperty<Values>,
      given: FastCheck.Parameters<Values> = {},
    ) =>
      assert(property, {
        seed: 1,
        ...given,
        numRuns: Math.min(given.numRuns ?? 100, most),
        endOnFailure: true,
      }),
  });
};

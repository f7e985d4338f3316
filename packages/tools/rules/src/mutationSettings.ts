import * as fc from 'fast-check';

const { assert } = fc;

// A mutation run repeats every property hundreds of times: each gets a few runs on the same values,
// and a counterexample counts as it is, however large.
Object.assign(fc, {
  assert: <Values>(property: fc.IProperty<Values>, given: fc.Parameters<Values> = {}): void => {
    assert(property, {
      seed: 1,
      ...given,
      numRuns: Math.min(given.numRuns ?? 25, 25),
      endOnFailure: true,
    });
  },
});

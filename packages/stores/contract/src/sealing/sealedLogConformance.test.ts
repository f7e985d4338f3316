import { describe, expect, it } from '@jest/globals';

import { sealedLogConformance } from '../conformance';
import { brokenSealedLogs } from '../testing/brokenSealedLogs';

describe('the conformance suite of sealed logs', () => {
  for (const { mistake, caughtBy, harness } of brokenSealedLogs)
    it(`catches a log that ${mistake} in "${caughtBy}"`, async () => {
      const caught = sealedLogConformance.find(({ name }) => name === caughtBy);
      if (caught === undefined) throw new Error('there is no such case');
      await expect(caught.run(harness)).rejects.toBeDefined();
    });
});

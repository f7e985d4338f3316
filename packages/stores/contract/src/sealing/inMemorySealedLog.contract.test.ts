import { describe, it } from '@jest/globals';

import { describeConformance, sealedLogConformance } from '../conformance';
import { inMemorySealedLogHarness } from '../testing/sealedLogHarness';

describeConformance(
  { describe, it },
  'a sealed log in memory',
  sealedLogConformance,
  inMemorySealedLogHarness(),
);

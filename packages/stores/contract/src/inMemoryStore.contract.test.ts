import { describe, it } from '@jest/globals';

import { describeConformance, eventStoreConformance } from './conformance';
import { inMemoryHarness } from './testing/inMemoryHarness';

describeConformance({ describe, it }, 'in-memory store', eventStoreConformance, inMemoryHarness());

import { describeConformance, eventStoreConformance } from '@facture/contract/conformance';
import { afterAll, beforeAll, describe, it, jest } from '@jest/globals';
import type { Standin } from '@facture/standin';

import { closeAll, harnessOf, newStandin, openStore } from './testing/stores';

// Thousands of calls, on a machine that is busy.
jest.setTimeout(120_000);

let standin: Standin;

beforeAll(async () => {
  standin = await newStandin();
});
afterAll(closeAll);

describeConformance(
  { describe, it },
  'a store on a stand-in of EventStoreDB',
  eventStoreConformance,
  harnessOf((streamPrefix) =>
    openStore({ connectionString: standin.connectionString, streamPrefix }),
  ),
);

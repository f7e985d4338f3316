import { describeConformance, eventStoreConformance } from '@facture/contract/conformance';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Standin } from '@facture/standin';

import { closeAll, harnessOf, newStandin, openStore } from './testing/stores';

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

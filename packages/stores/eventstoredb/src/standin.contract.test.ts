import { describeConformance, eventStoreConformance } from '@facture/contract/conformance';
import { afterAll, describe, it, jest } from '@jest/globals';

import { closeAll, harnessOf, newStandin, openStore } from './testing/stores';

// Thousands of calls, on a machine that is busy.
jest.setTimeout(120_000);

afterAll(closeAll);

describeConformance(
  { describe, it },
  'a store on a stand-in of EventStoreDB',
  eventStoreConformance,
  harnessOf(
    () => newStandin(),
    ({ connectionString }) => openStore({ connectionString }),
  ),
);

describeConformance(
  { describe, it },
  'a store that shares its server',
  eventStoreConformance.filter(({ name }) => /prefix|marker|head|empty|claim/.test(name)),
  harnessOf(
    (() => {
      let standin: ReturnType<typeof newStandin> | undefined;
      let spaces = 0;
      return async () => {
        standin ??= newStandin();
        const { connectionString } = await standin;
        return { connectionString, streamPrefix: `space-${(spaces += 1)}.` };
      };
    })(),
    openStore,
  ),
);

import { eventStoreConformance } from '@facture/contract/conformance';
import { afterAll, describe, expect, it, jest } from '@jest/globals';

import { brokenVariants } from './testing/brokenVariants';
import type { FaultCase } from './testing/faultBench';
import { faultCases } from './testing/faultCases';
import { callsTo, closeAll, withStandin } from './testing/stores';

jest.setTimeout(60_000);
afterAll(closeAll);

/** A case of the suite for all stores, as one on a stand-in. */
const onStandin = (name: string): FaultCase | undefined => {
  const found = eventStoreConformance.find((one) => one.name === name);
  return found && { name, run: ({ open }) => found.run({ open: () => Promise.resolve(open()) }) };
};

describe('the cases catch an adapter', () => {
  for (const { mistake, caughtBy, open } of brokenVariants)
    it.each(caughtBy)(`that ${mistake}, in "%s"`, async (name) => {
      const caught = faultCases.find((one) => one.name === name) ?? onStandin(name);
      if (caught === undefined) throw new Error('there is no such case');
      await withStandin(async (standin) => {
        const bench = { standin, open: () => open(callsTo(standin.connectionString, 1_000)) };
        await expect(caught.run(bench)).rejects.toBeDefined();
      });
    });
});

import { describe, expect, it } from '@jest/globals';

import { eventStoreConformance, readModelConformance } from './conformance';
import { brokenReadModels } from './testing/brokenReadModels';
import { brokenReaders } from './testing/brokenReaders';
import { brokenWriters } from './testing/brokenWriters';
import { inMemoryHarness } from './testing/inMemoryHarness';

describe('the conformance suite of event stores', () => {
  it('names each case once', () => {
    const names = eventStoreConformance.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  const sound = { ...inMemoryHarness(), bigHistory: 4_000 };
  for (const { mistake, caughtBy, break: breaking } of [...brokenWriters, ...brokenReaders])
    describe(`catches a store that ${mistake}`, () => {
      const harness = { ...inMemoryHarness(breaking), bigHistory: 4_000 };
      it.each(caughtBy)('in "%s"', async (name) => {
        const caught = eventStoreConformance.find((one) => one.name === name);
        if (caught === undefined) throw new Error('there is no such case');
        await expect(caught.run(sound)).resolves.toBeUndefined();
        await expect(caught.run(harness)).rejects.toBeDefined();
      });
    });
});

describe('the conformance suite of read models', () => {
  for (const { mistake, caughtBy, harness } of brokenReadModels)
    it(`catches a read model that ${mistake} in "${caughtBy}"`, async () => {
      const caught = readModelConformance.find(({ name }) => name === caughtBy);
      if (caught === undefined) throw new Error('there is no such case');
      await expect(caught.run(harness)).rejects.toBeDefined();
    });
});

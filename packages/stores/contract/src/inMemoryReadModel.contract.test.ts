import { describe, it } from '@jest/globals';

import { describeConformance, readModelConformance, type ReadModelHarness } from './conformance';
import { inMemoryReadModel, type ReadModelMemory } from './inMemoryReadModel';
import type { ReadModel } from './readModel';

const memories = new WeakMap<object, ReadModelMemory>();

const openOn: <S>(...args: Parameters<typeof inMemoryReadModel<S>>) => Promise<ReadModel<S>> = (
  projection,
  memory = new Map(),
) => {
  const model = inMemoryReadModel(projection, memory);
  memories.set(model, memory);
  return Promise.resolve(model);
};

const harness: ReadModelHarness = {
  open: (projection) => openOn(projection),
  reopen: (model, projection) => openOn(projection, memories.get(model)),
};

describeConformance({ describe, it }, 'in-memory read model', readModelConformance, harness);

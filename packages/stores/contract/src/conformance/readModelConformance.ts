import type { ReadModelCase } from './harness';
import { applyCases, quarantineCases } from './readModelApplyCases';
import { keyCases } from './readModelKeyCases';
import { rebuildCases, reopenCases, waitCases } from './readModelRebuildCases';

/** Everything that a read model promises, as cases for any test framework. */
export const readModelConformance: ReadonlyArray<ReadModelCase> = [
  ...applyCases,
  ...quarantineCases,
  ...keyCases,
  ...waitCases,
  ...rebuildCases,
  ...reopenCases,
];

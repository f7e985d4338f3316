export { describeConformance, isRunnable } from './conformance/describeConformance';
export type { TestFramework } from './conformance/describeConformance';
export { eventStoreConformance } from './conformance/eventStoreConformance';
export type {
  ConformanceCase,
  EventStoreCase,
  EventStoreHarness,
  ReadModelCase,
  ReadModelHarness,
} from './conformance/harness';
export { readModelConformance } from './conformance/readModelConformance';
export { sealedLogConformance } from './sealing/sealedLogConformance';
export type { SealedLogCase, SealedLogHarness } from './sealing/sealedLogConformance';

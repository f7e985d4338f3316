import { appendFaults } from './appendFaults';
import type { FaultCase } from './faultBench';
import { outageFaults } from './outageFaults';
import { subscriptionFaults } from './subscriptionFaults';

/** Everything that goes wrong between a store and its server. */
export const faultCases: ReadonlyArray<FaultCase> = [
  ...appendFaults,
  ...outageFaults,
  ...subscriptionFaults,
];

import { appendCases } from './appendCases';
import { claimApartCases } from './claimApartCases';
import { claimCases } from './claimCases';
import { concurrencyCases } from './concurrencyCases';
import { enduranceCases } from './enduranceCases';
import { handlingCases } from './handlingCases';
import type { EventStoreCase } from './harness';
import { readingCases } from './readingCases';
import { repeatCases } from './repeatCases';
import { restartCases } from './restartCases';
import { subscriptionCases } from './subscriptionCases';
import { textCases } from './textCases';

/** Everything that an event store promises, as cases for any test framework. */
export const eventStoreConformance: ReadonlyArray<EventStoreCase> = [
  ...appendCases,
  ...repeatCases,
  ...claimCases,
  ...claimApartCases,
  ...readingCases,
  ...textCases,
  ...subscriptionCases,
  ...concurrencyCases,
  ...restartCases,
  ...handlingCases,
  ...enduranceCases,
];

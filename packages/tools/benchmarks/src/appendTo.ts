import type { EventStore } from '@facture/contract';

import type { Append } from './workload';

/** Appends through the port; whatever is not `Appended` ends the run. */
export const appendTo =
  (store: EventStore) =>
  async ({ stream, expected, events, claims }: Append): Promise<void> => {
    const outcome = await store.append(stream, expected, events, { claims })();
    if (outcome.type !== 'Appended') throw new Error(JSON.stringify(outcome));
  };

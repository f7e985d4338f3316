import type { EventStore } from '@facture/contract';

import { tellTurn, type Bench } from './bench';
import { appending, turnSizes } from './appending';
import { SEED } from './dataSet';
import { rate, ratio, type Figures } from './figures';
import { openFloor, openStore } from './openStore';
import { playRounds } from './rounds';
import { clientAppends, CLIENTS, mixedAppends, type Append } from './workload';

const appendTo =
  (store: EventStore) =>
  async ({ stream, expected, events, claims }: Append): Promise<void> => {
    const outcome = await store.append(stream, expected, events, { claims })();
    if (outcome.type !== 'Appended') throw new Error(JSON.stringify(outcome));
  };

/**
 * Measures appends that are on the disk when they are answered: through the store one at a time and
 * {@link CLIENTS} at once, and the floor, one bare transaction for each.
 */
export const measureAppends = async (bench: Bench): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const { alone, each } = turnSizes(events);
  const store = openStore(bench.file('single'));
  const shared = openStore(bench.file('concurrent'));
  const bare = await openFloor(bench.file('floor'));
  const everyClient = Array.from({ length: CLIENTS }, (_, client) => clientAppends(SEED, client));
  const floor = appending('bare insert', [mixedAppends(SEED)], alone, bare.insert);
  const single = appending('single append', [mixedAppends(SEED)], alone, appendTo(store));
  const concurrent = appending(
    `${CLIENTS.toString()} concurrent appends`,
    everyClient,
    each,
    appendTo(shared),
  );
  try {
    await playRounds([floor, single, concurrent], rounds, tellTurn(bench));
  } finally {
    await Promise.all([store.close(), shared.close()]);
    bare.close();
  }
  return {
    ratios: [ratio(single, floor, 0.5), ratio(concurrent, floor, 2)],
    rates: [floor, single, concurrent].map(rate('appends')),
    memory: [],
  };
};

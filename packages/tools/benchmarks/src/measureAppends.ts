import { appending, asTheyAre, turnSizes } from './appending';
import { appendTo } from './appendTo';
import { tellTurn, type Bench } from './bench';
import { SEED } from './dataSet';
import { rate, ratio, type Figures } from './figures';
import { openFloor } from './openFloor';
import { openStore } from './openStore';
import { playRounds } from './rounds';
import { clientAppends, CLIENTS, mixedAppends } from './workload';

/**
 * Measures appends that are on the disk when they are answered: through the store one at a time and
 * {@link CLIENTS} at once, and the floor, one bare transaction for each.
 */
export const measureAppends = async (bench: Bench): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const { alone, each } = turnSizes(events);
  const store = openStore(bench.file('single'));
  const shared = openStore(bench.file('concurrent'));
  const bare = await openFloor(bench);
  const everyClient = Array.from({ length: CLIENTS }, (_, client) => clientAppends(SEED, client));
  const floor = appending('bare insert', [mixedAppends(SEED)], alone, bare);
  const single = appending(
    'single append',
    [mixedAppends(SEED)],
    alone,
    asTheyAre(appendTo(store)),
  );
  const concurrent = appending(
    `${CLIENTS.toString()} concurrent appends`,
    everyClient,
    each,
    asTheyAre(appendTo(shared)),
  );
  try {
    await playRounds([floor, single, concurrent], rounds, tellTurn(bench));
  } finally {
    await Promise.all([store, shared, bare].map((open) => open.close()));
  }
  return {
    ratios: [ratio(single, floor, 0.8), ratio(concurrent, floor, 2)],
    rates: [floor, single, concurrent].map(rate('appends')),
    memory: [],
  };
};

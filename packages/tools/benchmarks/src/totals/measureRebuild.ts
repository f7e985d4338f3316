import { orderSummaryProjection } from '@facture/projections';
import type { RebuildOptions } from '@facture/sqlite';

import { tellFilling, tellTurn, type Bench } from '../bench';
import { fill } from '../dataSet';
import { rate, ratio, type Figures } from '../figures';
import { openStore } from '../openStore';
import { contestant, playRounds, timed } from '../rounds';

const onTwoCores = (): RebuildOptions => ({
  threads: {
    count: 2,
    module: require.resolve('@facture/projections'),
    name: 'orderSummaryProjection',
  },
});

/** Measures making the totals anew in one thread and in two, on the same events, beside the same rows. */
export const measureRebuild = async (
  bench: Bench,
  spread: RebuildOptions = onTwoCores(),
): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const store = openStore(bench.file('rebuild'));
  await fill(store, events, tellFilling(bench, events));
  const rebuild = (options: RebuildOptions) =>
    timed(async () => (await store.rebuild(orderSummaryProjection, options)).events);

  const one = contestant('rebuild on one core', () => rebuild({}));
  const two = contestant('rebuild on two cores', () => rebuild(spread));
  try {
    await playRounds([one, two], rounds, tellTurn(bench));
  } finally {
    await store.close();
  }
  return { ratios: [ratio(two, one, 1.6)], rates: [one, two].map(rate('events')), memory: [] };
};

import { expect, it } from '@jest/globals';

import { catchUpWith } from './catchUpWith';
import { measurePartitions } from './measurePartitions';
import { measureRebuild } from './measureRebuild';
import { openStore } from '../openStore';
import { MEASURES, runBenchmarks } from '../runBenchmarks';
import { expectOnPage } from '../testing/expectOnPage';

it('finds what catching up, rebuilding and partitions take, on a few events', async () => {
  const report = await runBenchmarks(
    { events: 64, rounds: 2, only: ['catch-up', 'rebuild', 'partitions'] },
    () => undefined,
    // In this thread: others would need a build.
    {
      ...MEASURES,
      rebuild: (bench) => measureRebuild(bench, {}),
      partitions: (bench) =>
        measurePartitions(bench, (file, models, partition) =>
          Promise.resolve({
            follow: async () => {
              const store = openStore(file);
              await catchUpWith(store, models, partition);
              await store.close();
            },
          }),
        ),
    },
  );
  expect(report.ratios.map(({ name }) => name)).toEqual([
    'projection catch-up ÷ validated replay beside it',
    'rebuild on two cores ÷ rebuild on one core',
    '2 partitions ÷ 1 partition',
    '4 partitions ÷ 1 partition',
  ]);
  expectOnPage(report);
});

import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { catchUpWith } from './catchUpWith';
import { measurePartitions } from './measurePartitions';
import { measureRebuild } from './measureRebuild';
import { openStore } from '../openStore';
import { REFERENCE } from '../page';
import { MEASURES, runBenchmarks } from '../runBenchmarks';

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
  for (const { median } of [...report.ratios, ...report.rates]) expect(median).toBeGreaterThan(0);
  const cells = readFileSync(join(REFERENCE, 'performance.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|')[1]?.trim());
  for (const { name } of report.ratios) expect(cells).toContain(name);
  // A rate stands in the table of a run, and again where it is told what it means.
  for (const { name } of report.rates)
    expect(cells.filter((cell) => cell === name)).toHaveLength(2);
});

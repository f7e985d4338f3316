import { expect, it } from '@jest/globals';

import { runBenchmarks } from '../runBenchmarks';
import { expectOnPage } from '../testing/expectOnPage';

it('finds how fast a bundle is verified beside merely reading it', async () => {
  const report = await runBenchmarks({ events: 64, rounds: 2, only: ['verify'] }, () => undefined);
  expect(report.ratios.map(({ name }) => name)).toEqual([
    'verifying a bundle ÷ reading, parsing and hashing its lines',
  ]);
  expectOnPage(report);
});

import { expect, it } from '@jest/globals';

import { MEASURES, runBenchmarks } from '../runBenchmarks';
import { expectOnPage } from '../testing/expectOnPage';
import { startBareSocketsHere } from './bareSockets';
import { serviceHere } from './fanOutService';
import { measureFanOut } from './measureFanOut';

it('the benchmark of the fan-out compares a service with bare sockets', async () => {
  const report = await runBenchmarks(
    { events: 64, rounds: 2, only: ['fan-out'] },
    () => undefined,
    // In this process: others would need a build.
    {
      ...MEASURES,
      'fan-out': (bench) =>
        measureFanOut(bench, {
          startService: serviceHere('--no-seal'),
          startBareSockets: startBareSocketsHere,
        }),
    },
  );
  expect(report.ratios.map(({ name }) => name)).toEqual(['fan-out ÷ bare socket write']);
  expect(report.rates.map(({ name }) => name)).toEqual(['bare socket write', 'fan-out']);
  expectOnPage(report);
});

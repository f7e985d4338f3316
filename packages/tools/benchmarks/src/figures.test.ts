import { describe, expect, it } from '@jest/globals';

import { turnSizes } from './appending';
import { rate, TOLD_OF } from './figures';
import { readOptions } from './options';
import { formatReport } from './report';

const tookMs = (...latenciesMs: ReadonlyArray<number>) =>
  rate('appends')({
    name: 'append',
    turn: () => Promise.reject(new Error('no turn')),
    rates: [1],
    latenciesMs: [...latenciesMs],
  });

const upTo = (last: number): ReadonlyArray<number> =>
  Array.from({ length: last }, (_, index) => index + 1);

describe('how long things take', () => {
  it('is told by p50 and p99, and by p99.9 where ten took longer', () => {
    expect(tookMs(...upTo(10_000))).toMatchObject({ p50Ms: 5_000, p99Ms: 9_900, p999Ms: 9_990 });
    expect(tookMs(...upTo(9_999))).toMatchObject({ p50Ms: 5_000, p99Ms: 9_900 });
    expect(tookMs(...upTo(9_999))).not.toHaveProperty('p999Ms');
    expect(tookMs()).not.toHaveProperty('p50Ms');
  });

  it('is told by p99.9 of appends unless fewer are asked for', () => {
    const { events = 0, rounds = 0 } = readOptions([]) ?? {};
    expect(rounds * turnSizes(events).alone).toBeGreaterThanOrEqual(TOLD_OF);
  });

  it('stands in a report, which says where p99.9 is left out', () => {
    const report = formatReport({
      startedAt: '2026-01-31T10:00:00.000Z',
      machine: {
        ...{ cpu: 'a', cores: 2, memoryGiB: 4, system: 'b', load: 0 },
        ...{ node: 'c', v8: 'd', sqlite: 'e' },
      },
      options: { events: 1, rounds: 1, only: [] },
      ratios: [],
      rates: [tookMs(...upTo(10_000)), tookMs(1)],
      memory: [],
    });
    expect(report).toContain('\n- p99.9 of 10,000 and more only, of which ten took longer\n');
    expect(report).toContain(`
| rate   |      median | min – max |         p50 |         p99 |       p99.9 |
| ------ | ----------: | --------: | ----------: | ----------: | ----------: |
| append | 1 appends/s |     1 – 1 | 5000.000 ms | 9900.000 ms | 9990.000 ms |
| append | 1 appends/s |     1 – 1 |    1.000 ms |    1.000 ms |             |
`);
  });
});

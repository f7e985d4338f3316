import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { startBareSocketsHere } from './bareSockets';
import { serviceHere } from './fanOutService';
import { measureFanOut } from './measureFanOut';

const PAGE = join(__dirname, '../../../../../docs/reference/performance.md');

describe('the benchmark of the fan-out', () => {
  const directory = mkdtempSync(join(tmpdir(), 'facture-bench-fan-out-'));
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('compares a service with bare sockets, by figures that the page explains', async () => {
    const { ratios, rates } = await measureFanOut(
      {
        options: { events: 64, rounds: 2, only: ['fan-out'] },
        file: (name) => join(directory, `${name}.db`),
        tell: () => undefined,
      },
      // In this process: others would need a build.
      { startService: serviceHere('--no-seal'), startBareSockets: startBareSocketsHere },
    );
    expect(ratios.map(({ name }) => name)).toEqual(['fan-out ÷ bare socket write']);
    expect(rates.map(({ name }) => name)).toEqual(['bare socket write', 'fan-out']);
    for (const { min } of [...ratios, ...rates]) expect(min).toBeGreaterThan(0);
    const cells = readFileSync(PAGE, 'utf8')
      .split('\n')
      .map((line) => line.split('|')[1]?.trim());
    for (const { name } of ratios) expect(cells).toContain(name);
    // A rate stands in the table of a run, and again where it is told what it means.
    for (const { name } of rates) expect(cells.filter((cell) => cell === name)).toHaveLength(2);
  });
});

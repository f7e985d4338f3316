import { expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { measureVerify } from './measureVerify';

const PAGE = join(__dirname, '../../../../../docs/reference/performance.md');

it('finds how fast a bundle is verified beside merely reading it', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'facture-verify-'));
  const { ratios, rates } = await measureVerify({
    options: { events: 64, rounds: 2, only: [] },
    file: (name) => join(directory, name),
    tell: () => undefined,
  });
  rmSync(directory, { recursive: true });
  expect(ratios.map(({ name }) => name)).toEqual([
    'verifying a bundle ÷ reading, parsing and hashing its lines',
  ]);
  for (const { min, median } of [...ratios, ...rates]) {
    expect(min).toBeGreaterThan(0);
    expect(median).toBeGreaterThanOrEqual(min);
  }
  const cells = readFileSync(PAGE, 'utf8')
    .split('\n')
    .map((line) => line.split('|')[1]?.trim());
  for (const { name } of ratios) expect(cells).toContain(name);
  // A rate stands in the table of a run, and again where it is told what it means.
  for (const { name } of rates) expect(cells.filter((cell) => cell === name)).toHaveLength(2);
});

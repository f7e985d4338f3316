import { openSqliteStore, sealStore } from '@facture/sqlite';
import { expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { measureSealing, REST_MS, type SealBeside } from './measureSealing';

const PAGE = join(__dirname, '../../../../../docs/reference/performance.md');

/** Seals in this thread: another one would need a build. */
const here: SealBeside = (data, onSealed) => {
  const opened = openSqliteStore({
    file: join(data, 'facture.db'),
    now: () => new Date(),
    readOnly: true,
  });
  if (E.isLeft(opened)) throw new Error(opened.left.type);
  const stopping = new AbortController();
  const sealing = {
    store: opened.right,
    data,
    intervalMs: REST_MS,
    random: Math.random,
    sleep: (ms: number, signal?: AbortSignal) =>
      wait(ms, undefined, { signal }).catch(() => undefined),
    onSealed: ({ size }: { readonly size: number }) => {
      onSealed(size);
    },
  };
  const ended = sealStore(sealing, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      expect(await ended).toBeUndefined();
      await opened.right.close();
    },
  };
};

it('finds what sealing takes, of one client and of many', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'facture-sealing-'));
  const told = new Array<string>();
  const bench = {
    options: { events: 64, rounds: 2, only: [] },
    file: (name: string) => join(directory, name),
    tell: (text: string) => told.push(text),
  };
  const { ratios, rates } = await measureSealing(bench, here);
  rmSync(directory, { recursive: true });
  expect(ratios.map(({ name }) => name)).toEqual([
    'single append, sealed ÷ single append, unsealed',
    '64 concurrent appends, sealed ÷ 64 concurrent appends, unsealed',
  ]);
  expect(rates).toHaveLength(4);
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
  expect(told).toContain('round 2 of 2: 64 concurrent appends, sealed');
});

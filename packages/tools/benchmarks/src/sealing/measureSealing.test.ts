import { openSqliteStore, sealStore } from '@facture/sqlite';
import { expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { MEASURES, runBenchmarks } from '../runBenchmarks';
import { expectOnPage } from '../testing/expectOnPage';
import { measureSealing, REST_MS, type SealBeside } from './measureSealing';

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
  const told = new Array<string>();
  const report = await runBenchmarks(
    { events: 64, rounds: 2, only: ['sealing'] },
    (text) => told.push(text),
    { ...MEASURES, sealing: (bench) => measureSealing(bench, here) },
  );
  expect(report.ratios.map(({ name }) => name)).toEqual([
    'single append, sealed ÷ single append, unsealed',
    '64 concurrent appends, sealed ÷ 64 concurrent appends, unsealed',
  ]);
  expect(report.rates).toHaveLength(4);
  expectOnPage(report);
  expect(told).toContain('sealing: round 2 of 2: 64 concurrent appends, sealed');
});

import { startStandin } from '@facture/standin';
import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

import { measureEventStoreDb } from './eventStoreDb/measureEventStoreDb';
import { measureMemory } from './memory/measureMemory';
import { replayMemory } from './memory/replayMemory';
import { formatReport } from './report';
import { MEASURES, runBenchmarks } from './runBenchmarks';
import { expectOnPage } from './testing/expectOnPage';

describe('the benchmarks', () => {
  it('find every figure on a few events, and leave no file behind', async () => {
    let file = '';
    const told = new Array<string>();
    const report = await runBenchmarks(
      { events: 64, rounds: 2, only: ['appends', 'replay', 'commands', 'memory', 'eventstoredb'] },
      (text) => told.push(text),
      // In this process: another one would need a build.
      {
        ...MEASURES,
        memory: (bench) => {
          file = bench.file('history');
          return measureMemory(bench, replayMemory);
        },
        eventstoredb: (bench) => measureEventStoreDb(bench, () => startStandin()),
      },
    );

    expect(report.ratios.map(({ name }) => name)).toEqual([
      'single append ÷ bare insert',
      '64 concurrent appends ÷ bare insert',
      'validated replay ÷ node:sqlite iterate + JSON.parse',
      'validated replay ÷ JSON.parse alone',
      'node:sqlite iterate + JSON.parse ÷ JSON.parse alone',
      '64 concurrent commands ÷ bare insert, beside commands',
      'append by the adapter ÷ append by the bare client',
      '64 concurrent appends by the adapter ÷ 64 concurrent appends by the bare client',
      'readAll by the adapter ÷ readAll by the bare client',
      'streams read by the adapter ÷ streams read by the bare client',
    ]);
    expect(report.rates.map(({ name, unit }) => `${name}, ${unit}`)).toEqual([
      'bare insert, appends',
      'single append, appends',
      '64 concurrent appends, appends',
      'node:sqlite iterate + JSON.parse, events',
      'validated replay, events',
      'JSON.parse alone, events',
      'reading through the port, events',
      'bare insert, beside commands, commands',
      'single command, commands',
      '64 concurrent commands, commands',
      'append by the bare client, appends',
      'append by the adapter, appends',
      '64 concurrent appends by the bare client, appends',
      '64 concurrent appends by the adapter, appends',
      'readAll by the bare client, events',
      'readAll by the adapter, events',
      'streams read by the bare client, events',
      'streams read by the adapter, events',
    ]);
    expect(report.memory.map(({ events }) => events)).toEqual([expect.any(Number)]);
    expect(report.memory[0]?.events).toBeGreaterThanOrEqual(640);
    const lines = formatReport(report).split('\n');
    for (const { name } of [...report.ratios, ...report.rates])
      expect(lines.some((line) => line.startsWith(`| ${name} `))).toBe(true);
    expectOnPage(report);
    expect(told).toContain('appends: round 2 of 2: single append');
    expect(file).toContain('facture-bench-');
    expect(existsSync(dirname(file))).toBe(false);
  });

  it('measure only what is asked for', async () => {
    const report = await runBenchmarks(
      { events: 8, rounds: 1, only: ['commands'] },
      () => undefined,
    );
    expect(report.rates).toHaveLength(3);
    expect(report.memory).toEqual([]);
  });
});

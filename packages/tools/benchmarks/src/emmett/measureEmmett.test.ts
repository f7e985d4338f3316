import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

import { formatReport } from '../report';
import { MEASURES, runBenchmarks } from '../runBenchmarks';
import { emmettInMemory } from '../testing/emmettInMemory';
import { expectOnPage } from '../testing/expectOnPage';
import { BRING_CONTESTANTS, findContestants, type Contestants } from './contestants';
import { measureEmmett } from './measureEmmett';

const ROOT = join(__dirname, '../../../../..');

/** As better-sqlite3 has it. */
class InPlace extends DatabaseSync {
  override prepare(sql: string): StatementSync & { raw: () => void } {
    const statement = super.prepare(sql);
    return Object.assign(statement, {
      raw: () => {
        statement.setReturnArrays(true);
      },
    });
  }
}

// Stand-ins, as the everyday tests do not ask for what has to be built.
const standIns: Contestants = {
  emmett: emmettInMemory(),
  BetterSqlite3: InPlace,
  versions: 'stand-ins',
};

const run = (others: Contestants | string) =>
  runBenchmarks({ events: 64, rounds: 2, only: ['emmett'] }, () => undefined, {
    ...MEASURES,
    emmett: (bench) => measureEmmett(bench, others),
  });

describe('the benchmark beside Emmett', () => {
  it('finds every figure, which the page explains', async () => {
    const report = await run(standIns);
    expect(report.ratios.map(({ name }) => name)).toEqual([
      'single append, beside Emmett ÷ single append by Emmett',
      'single append, beside Emmett ÷ single append by Emmett over one connection',
      'single append, beside Emmett ÷ better-sqlite3 insert',
      'validated replay, beside Emmett ÷ replay by Emmett',
      'validated replay, beside Emmett ÷ replay by Emmett over one connection',
      "validated replay, beside Emmett ÷ pages of Emmett's, folded",
      'validated replay, beside Emmett ÷ better-sqlite3 iterate + JSON.parse',
    ]);
    expect(report.remarks).toEqual([expect.stringContaining('synchronous 2')]);
    expectOnPage(report);
  });

  it('is left out where Emmett is not installed, and names the command that brings it', async () => {
    const missing = findContestants(join(ROOT, 'packages'));
    const report = await run(missing);
    expect(report.ratios).toEqual([]);
    expect(formatReport(report)).toContain(BRING_CONTESTANTS);
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    expect(Object.keys(scripts)).toContain(BRING_CONTESTANTS.split(' ').at(-1));
  });

  it('ends where Emmett would be less durable', async () => {
    const emmett = emmettInMemory();
    const careless: Contestants = {
      ...standIns,
      emmett: {
        ...emmett,
        sqliteConnection: (options) => ({
          ...emmett.sqliteConnection(options),
          querySingle: () => Promise.resolve({ journal_mode: 'wal', synchronous: 1 }),
        }),
      },
    };
    await expect(run(careless)).rejects.toThrow('synchronous 1, not');
  });
});

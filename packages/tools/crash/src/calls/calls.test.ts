import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { failingSqlite, MANNERS, type FailingSqlite, type Manner } from './failingSqlite';
import { place } from './requests';
import { runCalls } from './runCalls';
import { scenariosOf } from './scenarios';
import { go, noneOf, waysOf, type EndState } from './tryScenario';
import type { World } from './world';

const directory = mkdtempSync(join(tmpdir(), 'facture-crash-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const manner = (isDone: boolean): Manner => {
  const found = MANNERS.find((each) => each.isDone === isDone);
  if (found === undefined) throw new Error('there is no such manner');
  return found;
};

describe('SQLite that fails', () => {
  let sqlite: FailingSqlite | undefined;
  afterEach(() => sqlite?.remove());

  const count = (database: DatabaseSync) => database.prepare('SELECT * FROM t').all().length;

  it('fails once, at the statement that was named, before or after it is carried out', () => {
    const database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE t (n)');
    const insert = database.prepare('INSERT INTO t VALUES (1)');
    sqlite = failingSqlite();
    sqlite.failAt(2, manner(false));
    insert.run();
    expect(() => insert.run()).toThrow('database is locked');
    insert.run();
    expect(sqlite.calm()).toBe('INSERT INTO t VALUES (1)');
    expect(count(database)).toBe(2);
    sqlite.failAt(1, manner(true));
    expect(() => insert.run()).toThrow('after all was done');
    expect(sqlite.calm()).toBe('INSERT INTO t VALUES (1)');
    expect(count(database)).toBe(3);
    sqlite.failAt(9, manner(false));
    insert.run();
    expect(sqlite.calm()).toBeUndefined();
    sqlite.remove();
    insert.run();
    expect(count(database)).toBe(5);
    database.close();
  });
});

describe('what is asked of a service', () => {
  const refusing = (code: string, times: number): World => {
    let asked = 0;
    return {
      ask: () =>
        Promise.resolve(
          asked++ < times
            ? {
                status: 503,
                text: JSON.stringify({ error: { code } }),
                headers: new Headers({ 'Retry-After': '0' }),
              }
            : { status: 201, text: '', headers: new Headers() },
        ),
      work: () => Promise.resolve(undefined),
      close: () => Promise.resolve(),
    };
  };
  const placing = [[place('r-a', { units: 1 })]];

  it('is asked again where the store is away, a few times', async () => {
    expect(await go(refusing('StoreUnavailable', 3), placing)).toEqual([201]);
    expect(await go(refusing('StoreUnavailable', 4), placing)).toEqual([503]);
  });

  it('is asked again for as long as the machine has too much to do', async () => {
    expect(await go(refusing('Overloaded', 20), placing)).toEqual([201]);
  });
});

describe('the end of a scenario', () => {
  const end = (invoiced: number, ...statuses: ReadonlyArray<number>): EndState => ({
    statuses,
    orders: [{ invoiced }],
  });

  it('is one of those that may be', () => {
    expect(noneOf(end(2, 200, 200), [end(1, 200, 409), end(2, 200, 200)])).toBeUndefined();
  });

  it('is wrong where something is lost or doubled, or somebody was told otherwise', () => {
    expect(noneOf(end(1, 200, 200), [end(2, 200, 200)])).toContain('it ended as');
    expect(noneOf(end(4, 200, 200), [end(2, 200, 200)])).toContain('it ended as');
    expect(noneOf(end(2, 200, 409), [end(2, 200, 200)])).toContain('it ended as');
    expect(noneOf(end(2, 500, 200), [end(2, 200, 200)])).toContain('it ended as');
  });

  it('may be that of any order of the requests that are made at once', () => {
    const [three] = scenariosOf('r').filter(({ name }) => name === 'three documents at once');
    const ways = waysOf(three?.moves ?? []);
    expect(new Set(ways.map(({ order }) => order.join()))).toEqual(
      new Set(['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0']),
    );
    expect(ways.every(({ moves }) => moves.length === 3)).toBe(true);
  });
});

describe('statements that fail once', () => {
  it('are tried in 24 scenarios', () => {
    const names = scenariosOf('r').map(({ name }) => name);
    expect(new Set(names).size).toBe(24);
  });

  it.each(['say an invoice twice', 'two orders with one number at two services', 'seal'])(
    'change nothing of how it ends to %s: a sample',
    async (scenario) => {
      const { counts, findings } = await runCalls({
        seed: 1,
        directory: join(directory, scenario),
        onProgress: () => undefined,
        scenario,
        each: 13,
      });
      expect(findings).toEqual([]);
      expect(counts['statements failed']).toBeGreaterThan(MANNERS.length);
      for (const { name } of MANNERS) expect(counts[name]).toBeGreaterThan(0);
    },
  );
});

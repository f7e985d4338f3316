import { copyFileSync } from 'node:fs';

import { appending, asTheyAre, turnSizes } from '../appending';
import { appendTo } from '../appendTo';
import { openBareSqlite } from '../bareSqlite';
import { tellFilling, tellTurn, type Bench } from '../bench';
import { fill, SEED } from '../dataSet';
import { join, noFigures, rate, ratio, type Figures } from '../figures';
import { openFloor } from '../openFloor';
import { openStore } from '../openStore';
import { replayStore } from '../replay';
import { contestant, playRounds, timed } from '../rounds';
import { mixedAppends } from '../workload';
import { betterSqlite } from './betterSqlite';
import { findContestants, type Contestants } from './contestants';
import {
  copyToEmmett,
  demandDurable,
  DURABLE,
  emmettAppend,
  openEmmett,
  replayPages,
  type EmmettStore,
} from './emmettStore';

const appendsBeside = async (bench: Bench, others: Contestants): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const { alone } = turnSizes(events);
  const { emmett, BetterSqlite3 } = others;
  const store = openStore(bench.file('beside-emmett'));
  const floor = await openFloor(bench, 'better-sqlite3', (file) =>
    openBareSqlite(file, betterSqlite(BetterSqlite3)),
  );
  const newFile = bench.file('emmett');
  const keptFile = bench.file('emmett-kept');
  const connection = emmett.sqliteConnection({ fileName: keptFile });
  await demandDurable(connection);
  // As it comes, Emmett may begin its first transaction before a new file is in WAL mode, and fails.
  const making = emmett.sqliteConnection({ fileName: newFile });
  await demandDurable(making);
  making.close();

  const oneClient = () => [mixedAppends(SEED)];
  const byEmmett = (name: string, { append }: EmmettStore) =>
    appending(name, oneClient(), alone, {
      prepare: (appends) => Promise.resolve(appends.map(emmettAppend)),
      carry: append,
    });
  const better = appending('better-sqlite3 insert', oneClient(), alone, floor);
  const single = appending(
    'single append, beside Emmett',
    oneClient(),
    alone,
    asTheyAre(appendTo(store)),
  );
  const asItComes = byEmmett('single append by Emmett', openEmmett(emmett, newFile));
  const kept = byEmmett(
    'single append by Emmett over one connection',
    openEmmett(emmett, keptFile, connection),
  );
  const contestants = [better, single, asItComes, kept];
  try {
    await playRounds(contestants, rounds, tellTurn(bench));
  } finally {
    await Promise.all([store.close(), floor.close()]);
    connection.close();
  }
  return {
    ratios: [ratio(single, asItComes, 6), ratio(single, kept), ratio(single, better)],
    rates: contestants.map(rate('appends')),
    memory: [],
  };
};

/** How many times fewer events are replayed order by order, which takes so much longer. */
const FEWER = 10;

const replayBeside = async (bench: Bench, others: Contestants): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const { emmett, BetterSqlite3 } = others;
  const file = bench.file('replay-beside-emmett');
  const filled = openStore(file);
  await fill(filled, events, tellFilling(bench, events));
  await filled.close();
  // Two libraries must not have one file open in one process.
  const betterFile = bench.file('better-sqlite3-replay');
  copyFileSync(file, betterFile);

  const store = openStore(file);
  const bare = openBareSqlite(betterFile, betterSqlite(BetterSqlite3));
  const emmettFile = bench.file('emmett-replay');
  const connection = emmett.sqliteConnection({ fileName: emmettFile });
  const overOne = openEmmett(emmett, emmettFile, connection);
  bench.tell('copying the events to Emmett');
  await copyToEmmett(store.readAll(), overOne, connection);
  const streams = new Set<string>();
  let seen = 0;
  for await (const { stream } of store.readAll()) {
    if ((seen += 1) > events / FEWER) break;
    streams.add(stream);
  }
  const byOrders = (name: string, { replayOrders }: EmmettStore) =>
    contestant(name, () => timed(() => replayOrders(Array.from(streams))));

  const better = contestant('better-sqlite3 iterate + JSON.parse', () => timed(bare.parseRows));
  const validated = contestant('validated replay, beside Emmett', () =>
    timed(() => replayStore(store)),
  );
  const asItComes = byOrders('replay by Emmett', openEmmett(emmett, emmettFile));
  const kept = byOrders('replay by Emmett over one connection', overOne);
  const pages = contestant("pages of Emmett's, folded", () =>
    timed(() => replayPages(emmett, connection)),
  );
  const contestants = [better, validated, asItComes, kept, pages];
  try {
    await playRounds(contestants, rounds, tellTurn(bench));
  } finally {
    await store.close();
    bare.close();
    connection.close();
  }
  return {
    ratios: [
      ratio(validated, asItComes, 4),
      ratio(validated, kept),
      ratio(validated, pages),
      ratio(validated, better),
    ],
    rates: contestants.map(rate('events')),
    memory: [],
  };
};

/**
 * Measures what a user would otherwise pick, Emmett on SQLite, and a floor written by hand on
 * better-sqlite3, on the same orders, as durable as the store. Both are left out, with a remark, where
 * they are not installed.
 */
export const measureEmmett = async (
  bench: Bench,
  others: Contestants | string = findContestants(),
): Promise<Figures> => {
  if (typeof others === 'string') return { ...noFigures, remarks: [`emmett: ${others}`] };
  const { log } = console;
  // Emmett prints what it throws.
  console.log = () => undefined;
  try {
    const appends = await appendsBeside(bench, others);
    const replay = await replayBeside(bench, others);
    return { ...join(appends, replay), remarks: [`${others.versions}; Emmett with ${DURABLE}`] };
  } finally {
    console.log = log;
  }
};

import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { oneByOne } from '../appending';
import { appendTo } from '../appendTo';
import { fillFrom, SEED } from '../dataSet';
import type { StartService } from '../fanOut/fanOutService';
import { openStore } from '../openStore';
import { replayStore } from '../replay';
import { timed } from '../rounds';
import { sealAndExport, verifyBundle } from '../sealing/sealedBundle';
import { quantile } from '../statistics';
import { catchUpWith } from '../totals/catchUpWith';
import { mixedAppends, take, type Append } from '../workload';
import type { GrowthPoint } from './growthPoint';

/** What growth is measured with. */
export interface Growing {
  /** An empty directory on the disk that is measured. */
  readonly data: string;
  /** How many events there are at each look, from few to many. */
  readonly sizes: ReadonlyArray<number>;
  /** Up to how many events the history is sealed, exported and verified as well. */
  readonly verifyUpTo: number;
  readonly startService: StartService;
  readonly tell: (text: string) => void;
}

const MIB = 2 ** 20;
const STARTS = 5;
const MOST_APPENDS = 1_000;

const perSecond = async (events: number, work: () => Promise<unknown>): Promise<number> => {
  const { ms } = await timed(async () => {
    await work();
    return events;
  });
  return (events / ms) * 1_000;
};

/** Appends some more one by one, and tells how long each took. */
const appendLatencies = async (
  workload: Generator<Append, never>,
  file: string,
  size: number,
): Promise<ReadonlyArray<number>> => {
  const store = openStore(file);
  const latenciesMs = new Array<number>();
  await oneByOne(take(workload, Math.min(MOST_APPENDS, size / 10)), appendTo(store), latenciesMs);
  await store.close();
  return latenciesMs;
};

/** Starts a service, and ends it when it is ready. Tells how long that took. */
const startOnce = async ({ startService, data }: Growing): Promise<number> => {
  const start = performance.now();
  const { url, end } = await startService(data, 0);
  while ((await fetch(`${url}/health/ready`)).status !== 200) await setTimeout(5);
  const ms = performance.now() - start;
  await end();
  return ms;
};

const verify = async (data: string, events: number): Promise<number> => {
  const bundle = await sealAndExport(data);
  const rate = await perSecond(events, () => verifyBundle(bundle));
  rmSync(bundle.file);
  return rate;
};

/** Measures one file that grows: at each size what it takes to keep, to read and to start with it. */
export const measureGrowth = async (growing: Growing): Promise<ReadonlyArray<GrowthPoint>> => {
  const { data, sizes, verifyUpTo } = growing;
  const file = join(data, 'facture.db');
  const workload = mixedAppends(SEED);
  const points = new Array<GrowthPoint>();
  let events = 0;
  for (const size of sizes) {
    const tell = (what: string): void => {
      growing.tell(`${size.toLocaleString('en-US')} events: ${what}`);
    };
    const store = openStore(file);
    await fillFrom(workload, store, size - events, (filled) => {
      tell(`${(events + filled).toLocaleString('en-US')} made`);
    });
    tell('replaying');
    let counted = 0;
    const replayed = await timed(async () => (counted = await replayStore(store)));
    tell('catching up');
    const models = join(data, 'caught-up.db');
    const catchUpPerSecond = await perSecond(counted, () => catchUpWith(store, models));
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${models}${suffix}`, { force: true });
    await store.close();
    tell('starting');
    // The first start makes the totals, which the others find.
    await startOnce(growing);
    const fileMiB = statSync(file).size / MIB;
    tell('sealing, exporting and verifying');
    const verifyPerSecond = size > verifyUpTo ? undefined : await verify(data, counted);
    tell('starting again');
    const starts = new Array<number>();
    for (let started = 0; started < STARTS; started++) starts.push(await startOnce(growing));
    tell('appending');
    const latenciesMs = await appendLatencies(workload, file, size);
    points.push({
      events: counted,
      fileMiB,
      appendP50Ms: quantile(latenciesMs, 0.5),
      appendP99Ms: quantile(latenciesMs, 0.99),
      replayPerSecond: (replayed.count / replayed.ms) * 1_000,
      catchUpPerSecond,
      coldStartMs: quantile(starts, 0.5),
      ...(verifyPerSecond === undefined ? {} : { verifyPerSecond }),
    });
    const head = openStore(file);
    events = Number((await head.head()) ?? 0n);
    await head.close();
  }
  return points;
};

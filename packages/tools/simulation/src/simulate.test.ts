import type { EventStore } from '@facture/contract';
import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { FAULTS } from './faults';
import { planOf, type Plan, type StoreName } from './plan';
import { joinResults, noSeeds, resultOf, type RangeResult } from './seedRange';
import { restrict, shrink } from './shrink';
import { simulate, type Outcome } from './simulate';
import type { Share } from './worker';

const SAMPLE = 2_000;

const firstFailure = async (
  change: (store: EventStore) => EventStore,
  seeds: number,
  violation = /^/,
): Promise<Outcome | undefined> => {
  for (let seed = 0; seed < seeds; seed++) {
    const outcome = await simulate(planOf(seed), { change });
    if (outcome.violation !== undefined && violation.test(outcome.violation)) return outcome;
  }
  return undefined;
};

const ignoringClaims = (store: EventStore): EventStore => ({
  ...store,
  append: (stream, expected, events) => store.append(stream, expected, events),
});

/** Says that it wrote what it did not, now and then. */
const forgetting = (store: EventStore): EventStore => {
  let appends = 0;
  return {
    ...store,
    append: (stream, expected, events, options) => async () => {
      appends += 1;
      return appends % 5 === 0
        ? { type: 'Appended', revision: events.length - 1, position: 1n }
        : store.append(stream, expected, events, options)();
    },
  };
};

/** Appends wherever the stream is, and says so. */
const atAnyRevision = (store: EventStore): EventStore => ({
  ...store,
  append: (stream, expected, events, options) => async () => {
    const outcome = await store.append(stream, expected, events, options)();
    return outcome.type === 'RevisionConflict'
      ? store.append(stream, outcome.actual, events, options)()
      : outcome;
  },
});

/** Tells subscribers of every event but one in seven. */
const skipping = (store: EventStore): EventStore => ({
  ...store,
  subscribe: async function* (options) {
    for await (const message of store.subscribe(options))
      if (message.type === 'caught-up' || message.event.position % 7n !== 0n) yield message;
    return undefined;
  },
});

/** Runs seeds in a worker, on the sources as the test does. */
const inWorker = (share: Share): Promise<RangeResult> =>
  new Promise((resolve, reject) => {
    let result = noSeeds;
    const worker = new Worker(join(__dirname, 'worker.ts'), {
      workerData: share,
      execArgv: [
        ...['--require', join(__dirname, 'planted/plant.cjs')],
        ...['--conditions', '@facture/source'],
      ],
    });
    worker.on('message', (part: RangeResult) => {
      result = joinResults(result, part);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      resolve(result);
    });
  });

describe('a simulation', () => {
  it('finds nothing wrong on any store, and meets every fault', async () => {
    let result = noSeeds;
    const stores = new Map<StoreName, number>();
    for (let seed = 0; seed < SAMPLE; seed++) {
      const plan = planOf(seed);
      stores.set(plan.store, (stores.get(plan.store) ?? 0) + 1);
      result = joinResults(result, resultOf(await simulate(plan)));
    }
    expect(result.violations).toEqual([]);
    expect(result.seeds).toBe(SAMPLE);
    expect(FAULTS.filter((fault) => result.faults[fault] === 0)).toEqual([]);
    // Most of them where a seed takes a few milliseconds.
    expect(Object.fromEntries(stores)).toEqual({ memory: 1_600, eventstoredb: 301, sqlite: 99 });
  });

  it('goes the same way with the same seed, in whatever order, in a worker as well', async () => {
    const seeds = Array.from({ length: 60 }, (_, seed) => seed);
    const outcomes = new Map<number, Outcome>();
    for (const seed of seeds) outcomes.set(seed, await simulate(planOf(seed)));
    expect(new Set(Array.from(outcomes.values(), ({ hash }) => hash)).size).toBe(seeds.length);
    for (const seed of seeds.toReversed())
      expect(await simulate(planOf(seed))).toEqual(outcomes.get(seed));
    const all = Array.from(outcomes.values(), resultOf).reduce(joinResults);
    expect(await inWorker({ from: 0, end: seeds.length, step: 1, store: undefined })).toEqual(all);
  });

  it('finds a number on two orders when claims are ignored', async () => {
    const failure = await firstFailure(ignoringClaims, SAMPLE);
    expect(failure?.violation).toMatch(/^property 26: /);
  });

  it('finds what was acknowledged and is not there', async () => {
    // Who remembers what it wrote may find before that an answer is not the one of the first time.
    const failure = await firstFailure(forgetting, SAMPLE, /^property 29: /);
    expect(failure?.violation).toBeDefined();
  });

  it('finds that writers pass each other when revisions are ignored', async () => {
    const failure = await firstFailure(atAnyRevision, SAMPLE);
    expect(failure?.violation).toMatch(/^property (17|20|24|2|14): /);
  });

  it('finds a subscriber that was not told everything', async () => {
    const failure = await firstFailure(skipping, SAMPLE);
    expect(failure?.violation).toMatch(/^property (27|28): /);
  });

  it('shrinks a failing plan to a part of which nothing can be left out', async () => {
    const failure = await firstFailure(ignoringClaims, SAMPLE);
    const plan = planOf(failure?.seed ?? 0);
    const run = (smaller: Plan) => simulate(smaller, { change: ignoringClaims });
    const part = await shrink(plan, run);
    expect((await run(restrict(plan, part))).violation).toMatch(/^property 26: /);
    // An order, and a document whose number it does not hold.
    expect(part.operations).toHaveLength(2);
    for (const place of part.operations) {
      const operations = part.operations.filter((other) => other !== place);
      expect((await run(restrict(plan, { ...part, operations }))).violation).toBe(undefined);
    }
  });
});

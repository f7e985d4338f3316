import type { EventStore } from '@facture/contract';
import { describe, expect, it } from '@jest/globals';

import { FAULTS } from './faults';
import { planOf, type Plan } from './plan';
import { joinResults, noSeeds, resultOf } from './seedRange';
import { restrict, shrink } from './shrink';
import { simulate, type Outcome } from './simulate';

const SAMPLE = 2_000;

const firstFailure = async (
  change: (store: EventStore) => EventStore,
  seeds: number,
): Promise<Outcome | undefined> => {
  for (let seed = 0; seed < seeds; seed++) {
    const outcome = await simulate(planOf(seed), { change });
    if (outcome.violation !== undefined) return outcome;
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

describe('a simulation', () => {
  it('finds nothing wrong, and meets every fault', async () => {
    let result = noSeeds;
    for (let seed = 0; seed < SAMPLE; seed++)
      result = joinResults(result, resultOf(await simulate(planOf(seed))));
    expect(result.violations).toEqual([]);
    expect(result.seeds).toBe(SAMPLE);
    expect(FAULTS.filter((fault) => result.faults[fault] === 0)).toEqual([]);
  });

  it('goes the same way with the same seed', async () => {
    for (let seed = 0; seed < 100; seed++) {
      const [once, again] = [await simulate(planOf(seed)), await simulate(planOf(seed))];
      expect(again).toEqual(once);
    }
  });

  it('goes another way with another seed', async () => {
    const hashes = new Set<string>();
    for (let seed = 0; seed < 100; seed++) hashes.add((await simulate(planOf(seed))).hash);
    expect(hashes.size).toBe(100);
  });

  it('finds a number on two orders when claims are ignored', async () => {
    const failure = await firstFailure(ignoringClaims, SAMPLE);
    expect(failure?.violation).toMatch(/^property 26: /);
  });

  it('finds what was acknowledged and is not there', async () => {
    const failure = await firstFailure(forgetting, SAMPLE);
    expect(failure?.violation).toMatch(/^property 29: /);
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
    // Two orders, and a document with the same number for each.
    expect(part.operations.length).toBeGreaterThanOrEqual(4);
    for (const place of part.operations) {
      const operations = part.operations.filter((other) => other !== place);
      expect((await run(restrict(plan, { ...part, operations }))).violation).toBe(undefined);
    }
  });
});

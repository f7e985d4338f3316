import { seededRandom } from '@facture/benchmarks/seeded-random';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { newTally, type PartResult, type Running } from '../bench';
import type { Finding } from '../finding';
import { bareCast } from './bareRound';
import { playRound, VICTIMS } from './round';
import { serviceCast } from './serviceRound';

/** So many kills are survived by one directory. */
const KILLS_OF_A_ROUND = 20;

// The service takes longest to start again.
const EACH_SERVICE_ROUND = 4;

/** The seeds of the rounds of a run, and the kills of each. */
const roundsOf = (seed: number, kills: number): ReadonlyArray<{ seed: number; kills: number }> =>
  Array.from({ length: Math.ceil(kills / KILLS_OF_A_ROUND) }, (_, round) => ({
    seed: seed + round,
    kills: Math.min(KILLS_OF_A_ROUND, kills - round * KILLS_OF_A_ROUND),
  }));

/**
 * Kills processes with signal 9, so many times, at random moments of their work. In most rounds these
 * are a writer, a sealer and a subscriber over one file, in the others the service and a subscriber.
 */
export const runKills = async ({
  seed: first,
  kills: all,
  directory,
  onProgress,
}: Running & { readonly kills: number }): Promise<PartResult> => {
  const tally = newTally();
  const findings: Array<Finding> = [];
  let killed = 0;
  for (const { seed, kills } of roundsOf(first, all)) {
    const isService = seed % EACH_SERVICE_ROUND === 0;
    const place = join(directory, `round-${seed.toString()}`);
    const cast = isService ? await serviceCast(place) : bareCast(place, seed);
    const result = await playRound(cast, {
      kills,
      random: seededRandom(seed),
      onKill: () => {
        onProgress(++killed, all);
      },
    });
    tally.add('rounds');
    tally.add('acknowledged', result.acknowledged);
    tally.add('events', result.events);
    for (const victim of VICTIMS) tally.add(`kills of the ${victim}`, result.kills[victim]);
    if (result.wrong === undefined) rmSync(place, { recursive: true });
    else
      findings.push({
        scenario: `kill the ${result.wrong.victim}`,
        moment: `kill ${result.wrong.kill.toString()} of the round`,
        seed,
        what: result.wrong.what,
        again: `pnpm crash --only kills --kills ${kills.toString()} --seed ${seed.toString()}`,
      });
  }
  return { counts: tally.counts(), findings };
};

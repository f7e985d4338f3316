import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { seededRandom } from '@facture/benchmarks/seeded-random';
import { endChildren } from '../process';
import { bareCast } from './bareRound';
import { playRound } from './round';
import { runKills } from './runKills';

const directory = mkdtempSync(join(tmpdir(), 'facture-crash-'));

afterAll(() => {
  endChildren();
  rmSync(directory, { recursive: true, force: true });
});

describe('processes that are killed at random moments', () => {
  it.each([
    ['a writer, a sealer and a subscriber', 1, 5],
    ['the service and its subscriber', 4, 2],
  ])('lose and double nothing: %s', async (_, seed, kills) => {
    const { counts, findings } = await runKills({
      seed,
      kills,
      directory,
      onProgress: () => undefined,
    });
    expect(findings).toEqual([]);
    expect(counts['acknowledged']).toBeGreaterThan(kills);
  });

  it('are found out where one loses what it acknowledged', async () => {
    const cast = bareCast(join(directory, 'lossy'), 2);
    cast.scene.acknowledged.push({ orderId: 'never', marks: ['stored'] });
    const result = await playRound(cast, {
      kills: 3,
      random: seededRandom(2),
      onKill: () => undefined,
    });
    expect(result.wrong).toMatchObject({ kill: 1, what: 'lost: never has no stored' });
  });
});

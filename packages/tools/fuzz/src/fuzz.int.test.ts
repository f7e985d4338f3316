import { afterAll, describe, expect, it } from '@jest/globals';

import { REACHABLE, UNREACHABLE } from './codes';
import { drawRound, SHOTS_PER_ROUND } from './round';
import { runFuzz } from './runFuzz';
import { endServices } from './service';

const SAMPLE = 500;

describe('the service, fuzzed', () => {
  afterAll(endServices);

  it('answers all as its document says, and writes only what it accepts', async () => {
    const report = await runFuzz({ seed: 1, from: 0, requests: SAMPLE, connections: 8 });
    expect(report.findings).toEqual([]);
    expect(Object.values(report.requests).reduce((sum, count) => sum + count, 0)).toBe(SAMPLE);
    expect(Object.keys(report.requests)).toHaveLength(4);
    expect(report.events).toBeGreaterThan(SAMPLE / 20);
    expect(report.logLines).toBeGreaterThan(SAMPLE / 2);
    const reached = Object.keys(report.codes);
    expect(REACHABLE.filter((code) => reached.includes(code)).length).toBeGreaterThan(20);
    expect(reached.filter((code) => code in UNREACHABLE)).toEqual([]);
  });
});

describe('a round', () => {
  const document = {
    paths: { '/a': { get: { responses: {} } } },
    components: { schemas: {} },
  };

  it('is the same for the same seed, and another for another', () => {
    expect(drawRound(document, 7, 3)).toEqual(drawRound(document, 7, 3));
    expect(drawRound(document, 7, 3)).toHaveLength(SHOTS_PER_ROUND);
    expect(drawRound(document, 7, 3)).not.toEqual(drawRound(document, 8, 3));
  });
});

import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { record } from './record';

const directory = mkdtempSync(join(tmpdir(), 'facture-crash-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('a record of runs', () => {
  it('grows by each run, and has one that is run again once', () => {
    const file = join(directory, 'crash.json');
    const kept = () => JSON.parse(readFileSync(file, 'utf8')) as unknown;
    const run = (n: number) => ({ counts: { kills: n }, findings: [] });
    record(file, 1, { kills: run(20), disk: run(0) });
    record(file, 2, { kills: run(30) });
    record(file, 1, { kills: run(40) });
    expect(kept()).toEqual({
      runs: [
        { part: 'disk', seed: 1, counts: { kills: 0 }, findings: 0 },
        { part: 'kills', seed: 2, counts: { kills: 30 }, findings: 0 },
        { part: 'kills', seed: 1, counts: { kills: 40 }, findings: 0 },
      ],
    });
  });
});

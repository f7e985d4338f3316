import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runDisk } from './runDisk';
import { tryTrouble } from './tryTrouble';
import { troubles, type Trouble } from './troubles';

const directory = mkdtempSync(join(tmpdir(), 'facture-crash-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const harmless: Trouble = {
  name: 'nothing',
  isMounted: false,
  strikes: 'running services',
  begin: () => undefined,
  end: () => undefined,
};

describe('a trouble', () => {
  it('is found to be none where all is taken in as before', async () => {
    expect(await tryTrouble(harmless, join(directory, 'none'))).toContain(
      'requests were acknowledged in trouble',
    );
  });

  it('is found unnoticed where a service starts in it', async () => {
    const unnoticed: Trouble = { ...harmless, strikes: 'starting services', refusal: /cannot/ };
    expect(await tryTrouble(unnoticed, join(directory, 'unnoticed'))).toContain(
      'a service starts in trouble',
    );
  });

  it('is found to last where nothing works afterwards', async () => {
    const [locked] = troubles.filter(({ name }) => name === 'file taken away');
    if (locked === undefined) throw new Error('there is no such trouble');
    const lasting: Trouble = { ...locked, end: () => undefined };
    expect(await tryTrouble(lasting, join(directory, 'lasting'))).toContain('it stays refused');
  });

  it.each(['full disk', 'read-only file', 'file taken away'])(
    '%s: is told, and all goes on afterwards',
    async (scenario) => {
      const place = mkdtempSync(join(directory, 'disk-'));
      const result = await runDisk({
        seed: 1,
        directory: place,
        onProgress: () => undefined,
        scenario,
      });
      expect(result.findings).toEqual([]);
      expect(Object.keys(result.counts)).toEqual([expect.stringContaining(scenario)]);
    },
  );
});

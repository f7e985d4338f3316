import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { PlantedBug } from './plantedBug';
import type { Found } from './search';

const run = promisify(execFile);
const sources = join(__dirname, '../../src/planted');

/** Looks for a planted bug in a process of its own, on so many seeds at most. */
export const searchFor = async (bug: PlantedBug, most: number): Promise<Found> => {
  const { stdout } = await run(
    process.execPath,
    [
      ...['--require', join(sources, 'plant.cjs'), '--conditions', '@facture/source'],
      join(sources, 'search.ts'),
      ...[bug.store, String(most)],
    ],
    { env: { ...process.env, PLANTED: JSON.stringify(bug) } },
  );
  return JSON.parse(stdout) as Found;
};

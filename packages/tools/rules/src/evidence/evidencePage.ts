import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { tellers } from './tables.ts';
import { writeResults } from './writeResults.ts';

/** The page that is made of the results. */
export const PAGE = 'docs/explanation/evidence.md';

/** Where the results are kept, each in a file named after its bench. */
const RESULTS = 'docs/explanation/evidence';

/** Makes the page of a repository anew: as it is, with its tables of the results that are kept. */
export const evidencePage = async (root: string): Promise<string> => {
  const file = join(root, PAGE);
  const kept = Object.keys(tellers).flatMap((name): ReadonlyArray<[string, unknown]> => {
    const result = join(root, RESULTS, `${name}.json`);
    return existsSync(result) ? [[name, JSON.parse(readFileSync(result, 'utf8'))]] : [];
  });
  const page = writeResults(readFileSync(file, 'utf8'), new Map(kept));
  return format(page, { ...(await resolveConfig(file)), filepath: file });
};

/**
 * `pnpm evidence`: writes the results of the benches into the page about evidence. With `--check` it
 * writes nothing, and exits with 1 where the page is not what they make of it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { evidencePage, PAGE } from './evidencePage.ts';

const file = join(import.meta.dirname, '../../../../..', PAGE);
const page = await evidencePage(join(import.meta.dirname, '../../../../..'));

if (!process.argv.includes('--check')) writeFileSync(file, page);
else if (readFileSync(file, 'utf8') !== page) {
  console.error(`${PAGE} does not tell the results that are kept: run pnpm evidence`);
  process.exitCode = 1;
}

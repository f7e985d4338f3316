import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the page that tells the figures. */
export const REFERENCE = join(__dirname, '../../../../docs/reference');

const PAGE = join(REFERENCE, 'performance.md');

/** Replaces what stands between two marks of a page. Throws if it does not have them. */
export const replaceRun = (page: string, run: string, text: string): string => {
  const [begin, end] = [`<!-- ${run} -->`, `<!-- end of ${run} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no "${begin}" before "${end}"`);
  return `${page.slice(0, from)}${begin}\n\n${text.trim()}\n\n${page.slice(to)}`;
};

/** Writes what a run found into the page. */
export const writeRun = (run: string, text: string): void => {
  writeFileSync(PAGE, replaceRun(readFileSync(PAGE, 'utf8'), run, text));
};

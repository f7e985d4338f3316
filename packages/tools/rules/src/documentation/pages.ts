import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The root of the repository. */
export const root = resolve(__dirname, '../../../../..');

/** All that is written for people to read. */
export const pages = globSync(['README.md', 'docs/**/*.md', 'packages/*/*/README.md'], {
  cwd: root,
}).map((name) => ({ name, markdown: readFileSync(join(root, name), 'utf8') }));

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Finds the folder of the built page; there is none until it is built, nor outside the workspace. */
export const builtPage = (): string | undefined => {
  try {
    const folder = join(dirname(require.resolve('@facture/web/package.json')), 'dist/page');
    return existsSync(join(folder, 'index.html')) ? folder : undefined;
  } catch {
    return undefined;
  }
};

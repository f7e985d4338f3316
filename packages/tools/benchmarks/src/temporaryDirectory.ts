import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TRIES = 10;

/**
 * Makes a directory that is removed when it is asked for, or else when the process exits. `TMPDIR`
 * tells where it lies: that should be the disk that is of interest.
 */
export const temporaryDirectory = (
  name: string,
): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), `facture-${name}-`));
  const remove = () => {
    // Where a library that is still closing removes a file first, the rest stays.
    for (let left = TRIES; left > 0 && existsSync(path); left--)
      rmSync(path, { recursive: true, force: true });
    process.off('exit', remove);
  };
  process.once('exit', remove);
  return { path, remove };
};

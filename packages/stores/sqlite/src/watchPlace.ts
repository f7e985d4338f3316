import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** What tells a file from another one of the same name; undefined where there is none. */
const identityOf = (file: string): string | undefined => {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
};

/**
 * Makes a question: whether a database's file and its log are still where they were. A process goes on
 * writing into a file that was moved, removed or replaced, and nobody would ever find what it wrote.
 */
export const watchPlace = (database: DatabaseSync): (() => boolean) => {
  const file = database.location();
  if (file === null) return () => true;
  const known = new Map<string, string>();
  const isSame = (path: string): boolean => {
    const found = identityOf(path);
    const before = known.get(path);
    // The log comes with the first transaction.
    if (before === undefined && found !== undefined) known.set(path, found);
    return before === undefined || before === found;
  };
  const isInPlace = () => isSame(file) && isSame(`${file}-wal`);
  isInPlace();
  return isInPlace;
};

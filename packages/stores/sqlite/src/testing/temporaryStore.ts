import * as E from 'fp-ts/Either';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openSqliteStore, type SqliteStoreOptions } from '../openSqliteStore';
import type { SqliteStore } from '../sqliteStore';

const directories = new Set<string>();

/** Makes the path of a database in a directory of its own, which does not exist yet. */
export const temporaryFile = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'facture-sqlite-'));
  directories.add(directory);
  return join(directory, 'data', 'facture.db');
};

/** Removes the directories that were made. */
export const removeTemporaryFiles = (): void => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  directories.clear();
};

/** Opens a store, which must be possible. */
export const openStore = (file: string, options: Partial<SqliteStoreOptions> = {}): SqliteStore => {
  const opened = openSqliteStore({ file, now: () => new Date(), ...options });
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left));
  return opened.right;
};

import { openSqliteStore, type SqliteStore } from '@facture/sqlite';
import * as E from 'fp-ts/Either';

import { openBareSqlite, type BareSqlite } from './bareSqlite';

/** Opens the store that is measured. */
export const openStore = (file: string): SqliteStore => {
  const opened = openSqliteStore({ file, now: () => new Date() });
  if (E.isRight(opened)) return opened.right;
  throw new Error(JSON.stringify(opened.left));
};

/** Opens bare SQLite on a new file with the tables and indexes of the store. */
export const openFloor = async (file: string): Promise<BareSqlite> => {
  await openStore(file).close();
  return openBareSqlite(file);
};

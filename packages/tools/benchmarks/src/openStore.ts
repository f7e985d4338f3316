import { openSqliteStore, type SqliteStore } from '@facture/sqlite';
import * as E from 'fp-ts/Either';

/** Opens the store that is measured. */
export const openStore = (file: string): SqliteStore => {
  const opened = openSqliteStore({ file, now: () => new Date() });
  if (E.isRight(opened)) return opened.right;
  throw new Error(JSON.stringify(opened.left));
};

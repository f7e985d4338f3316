import { libraryOf, type SqliteLibrary } from '../bareSqlite';
import type { BetterSqlite3 } from './contestants';

/** Opens files with better-sqlite3. */
export const betterSqlite =
  (BetterSqlite: BetterSqlite3) =>
  (file: string): SqliteLibrary =>
    libraryOf(new BetterSqlite(file), (statement) => statement.raw());

import type { SqliteLibrary } from '../bareSqlite';
import type { BetterSqlite3 } from './contestants';

/** Opens files with better-sqlite3. */
export const betterSqlite =
  (BetterSqlite: BetterSqlite3) =>
  (file: string): SqliteLibrary => {
    const database = new BetterSqlite(file);
    return {
      exec: (sql) => {
        database.exec(sql);
      },
      prepare: (sql) => database.prepare(sql),
      prepareArrays: (sql) => {
        const statement = database.prepare(sql);
        statement.raw();
        return statement;
      },
      close: () => {
        database.close();
      },
    };
  };

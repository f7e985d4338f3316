import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Prepares a statement whose rows are arrays, which cost less than objects. */
export const prepareOn =
  (database: DatabaseSync) =>
  (sql: string): StatementSync => {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };

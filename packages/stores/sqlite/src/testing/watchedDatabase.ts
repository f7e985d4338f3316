import { DatabaseSync } from 'node:sqlite';

/** A database that counts what is executed, and in which a statement can be made to fail. */
export class WatchedDatabase extends DatabaseSync {
  readonly executed: Array<string> = [];
  /** Called instead of the execution of a statement. */
  instead: ((sql: string, execute: (sql: string) => void) => void) | undefined;

  override exec(sql: string): void {
    this.executed.push(sql);
    if (this.instead === undefined) super.exec(sql);
    else
      this.instead(sql, (given) => {
        super.exec(given);
      });
  }

  /** How often a statement was executed. */
  count(sql: string): number {
    return this.executed.filter((one) => one === sql).length;
  }
}

/** Makes what node:sqlite throws. */
export const sqliteError = (errcode: number, message: string): Error =>
  Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode, errstr: message });

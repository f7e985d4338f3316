import { DatabaseSync, StatementSync } from 'node:sqlite';

/** How a statement fails. */
export interface Manner {
  readonly name: string;
  /** The result code of SQLite: https://sqlite.org/rescode.html */
  readonly code: number;
  /** Whether the statement is carried out before it is said to have failed. */
  readonly isDone: boolean;
}

/** All the manners in which a statement fails. */
export const MANNERS: ReadonlyArray<Manner> = [
  { name: 'database is locked', code: 5, isDone: false },
  { name: 'disk I/O error', code: 10, isDone: false },
  { name: 'database or disk is full', code: 13, isDone: false },
  { name: 'disk I/O error, after all was done', code: 10, isDone: true },
];

/** The statements of all databases of this thread, one of which can be made to fail. */
export interface FailingSqlite {
  /** Makes the n-th statement from now on fail, counted from 1. */
  readonly failAt: (n: number, manner: Manner) => void;
  /** Lets all statements go again. Answers the one that failed; undefined when none did. */
  readonly calm: () => string | undefined;
  /** Gives SQLite back as it was. */
  readonly remove: () => void;
}

type Method = (this: unknown, ...args: ReadonlyArray<unknown>) => unknown;

const sqlOf = (target: unknown, [first]: ReadonlyArray<unknown>): string =>
  target instanceof StatementSync ? target.sourceSQL : String(first);

/** Puts itself between Node and SQLite, for all databases of this thread. */
export const failingSqlite = (): FailingSqlite => {
  let left = 0;
  let how: Manner | undefined;
  let failed: string | undefined;

  const through = (call: () => unknown, sql: () => string): unknown => {
    if (how === undefined || --left !== 0) return call();
    const { name, code, isDone } = how;
    failed = sql().trim().replaceAll(/\s+/g, ' ');
    if (isDone) call();
    throw Object.assign(new Error(name), { code: 'ERR_SQLITE_ERROR', errcode: code, errstr: name });
  };
  const between = (prototype: object, name: string): (() => void) => {
    const original = Reflect.get(prototype, name) as Method;
    const replacement: Method = function (...args) {
      return through(
        () => Reflect.apply(original, this, args),
        () => sqlOf(this, args),
      );
    };
    Reflect.set(prototype, name, replacement);
    return () => {
      Reflect.set(prototype, name, original);
    };
  };
  const removals = [
    between(DatabaseSync.prototype, 'exec'),
    ...['run', 'get', 'all', 'iterate'].map((name) => between(StatementSync.prototype, name)),
  ];
  return {
    failAt: (n, manner) => {
      left = n;
      how = manner;
      failed = undefined;
    },
    calm: () => {
      how = undefined;
      return failed;
    },
    remove: () => {
      for (const remove of removals) remove();
    },
  };
};

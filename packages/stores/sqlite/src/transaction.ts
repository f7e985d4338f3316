import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { DatabaseSync } from 'node:sqlite';

import { attempt, type SqliteFailure } from './sqliteFailure';

/** A transaction that did not go through, and the step that failed. */
export interface TransactionFailure extends SqliteFailure {
  readonly at: 'begin' | 'body' | 'commit';
}

const step = <A>(at: TransactionFailure['at'], call: () => A): E.Either<TransactionFailure, A> =>
  E.mapLeft((failure: SqliteFailure) => ({ ...failure, at }))(attempt(call));

const execute = (database: DatabaseSync, sql: string) => () => {
  database.exec(sql);
};

const within =
  (begin: 'BEGIN' | 'BEGIN IMMEDIATE') =>
  <A>(database: DatabaseSync, body: () => A): E.Either<TransactionFailure, A> => {
    const result = pipe(
      step('begin', execute(database, begin)),
      E.chain(() => step('body', body)),
      E.chainFirst(() => step('commit', execute(database, 'COMMIT'))),
    );
    // SQLite undoes some failed transactions by itself.
    if (E.isLeft(result) && database.isOpen && database.isTransaction)
      attempt(execute(database, 'ROLLBACK'));
    return result;
  };

/**
 * Runs a body in one transaction that holds the write lock from its beginning, so that what the body
 * reads is still true when it writes.
 *
 * Gives the failure with the step it happened at. After a failure at `begin` or `body` nothing is
 * written; after one at `commit` that depends.
 */
export const transaction = within('BEGIN IMMEDIATE');

/** Runs a body that only reads, and that sees the database as it is at one moment. */
export const snapshot = within('BEGIN');

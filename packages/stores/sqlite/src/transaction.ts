import * as E from 'fp-ts/Either';
import type { DatabaseSync } from 'node:sqlite';

import { attempt, type SqliteFailure } from './sqliteFailure';

/** A transaction that did not go through, and the step that failed. */
export interface TransactionFailure extends SqliteFailure {
  readonly at: 'begin' | 'body' | 'commit';
}

const within =
  (begin: 'BEGIN' | 'BEGIN IMMEDIATE') =>
  <A>(database: DatabaseSync, body: () => A): E.Either<TransactionFailure, A> => {
    let at: TransactionFailure['at'] = 'begin';
    const result = attempt(() => {
      database.exec(begin);
      at = 'body';
      const answer = body();
      at = 'commit';
      database.exec('COMMIT');
      return answer;
    });
    if (E.isRight(result)) return result;
    // SQLite undoes some failed transactions by itself.
    if (database.isOpen && database.isTransaction)
      attempt(() => {
        database.exec('ROLLBACK');
      });
    return E.left({ ...result.left, at });
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

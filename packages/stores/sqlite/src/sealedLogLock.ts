import type { SealedElsewhere } from '@facture/contract/sealing';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { refusal, type OpenRefusal } from './migrate';
import { attempt, RESULT, type SqliteFailure } from './sqliteFailure';

const lockRefusal =
  (file: string) =>
  (failure: SqliteFailure): OpenRefusal | SealedElsewhere =>
    failure.code === RESULT.busy ? { type: 'SealedElsewhere' } : refusal(file)(failure);

/**
 * Takes the lock of a log and holds it until what it gives is closed. It is an exclusive transaction
 * on an empty file beside the log, hence a lock of the operating system's, which no end of a process
 * leaves behind. Only SQLite opens that file: closing it gives back every lock that the process has.
 *
 * Gives `SealedElsewhere` while somebody has it, in this process or another, or `CannotOpen`.
 */
export const takeLock = (file: string): E.Either<OpenRefusal | SealedElsewhere, DatabaseSync> => {
  const path = `${resolve(file)}.lock`;
  return pipe(
    attempt(() => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      return new DatabaseSync(path, { timeout: 0 });
    }),
    E.chain((lock) =>
      pipe(
        attempt(() => {
          lock.exec('BEGIN EXCLUSIVE');
          return lock;
        }),
        E.mapLeft((failure) => {
          lock.close();
          return failure;
        }),
      ),
    ),
    E.mapLeft(lockRefusal(path)),
  );
};

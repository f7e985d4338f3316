import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { migrate, refusal, schemaVersion, type OpenedFile, type OpenRefusal } from './migrate';
import { migrations } from './schema';
import { attempt } from './sqliteFailure';

/** Where the database is, and how long to wait for a lock that another process holds. */
export interface DatabaseOptions {
  readonly file: string;
  readonly busyTimeoutMs: number;
}

/** Makes the file and its directory where they are missing, for their owner alone. */
const createFile = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
};

const open = (file: string, busyTimeoutMs: number): E.Either<OpenRefusal, OpenedFile> =>
  pipe(
    attempt(() => {
      createFile(file);
      const options = { timeout: busyTimeoutMs, enableForeignKeyConstraints: true };
      return { file, database: new DatabaseSync(file, options) };
    }),
    E.mapLeft(refusal(file)),
  );

/** Turns on write-ahead logging, and has each commit on the disk before it is acknowledged. */
const makeDurable = ({ file, database }: OpenedFile): E.Either<OpenRefusal, void> =>
  pipe(
    attempt(() => {
      database.exec('PRAGMA journal_mode = WAL');
      database.exec('PRAGMA synchronous = FULL');
    }),
    E.mapLeft(refusal(file)),
  );

/** Asks what the file is before anything is written, so that a foreign one stays as it is. */
const prepare = (
  opened: OpenedFile,
  steps: ReadonlyArray<string>,
): E.Either<OpenRefusal, unknown> =>
  pipe(
    schemaVersion(opened, steps.length),
    E.chainFirst(() => makeDurable(opened)),
    E.chain((version) => (version < steps.length ? migrate(opened, steps) : E.right(undefined))),
  );

/**
 * Opens a database file of Facture's, or makes a new one, and brings its schema up to date.
 *
 * Gives `ForeignFile`, `NewerSchema` or `CannotOpen`; the file is then left as it was found.
 */
export const openDatabase = (
  { file, busyTimeoutMs }: DatabaseOptions,
  steps: ReadonlyArray<string> = migrations,
): E.Either<OpenRefusal, DatabaseSync> =>
  pipe(
    // Resolved, because a name such as `:memory:` means something else to SQLite.
    open(resolve(file), busyTimeoutMs),
    E.chain((opened) =>
      pipe(
        prepare(opened, steps),
        E.bimap(
          (refused) => {
            opened.database.close();
            return refused;
          },
          () => opened.database,
        ),
      ),
    ),
  );

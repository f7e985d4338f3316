import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { addChecksums } from './checksums';
import { foundVersion, migrate, refusal, type OpenedFile, type OpenRefusal } from './migrate';
import { migrations } from './schema';
import { attempt, RESULT } from './sqliteFailure';

/** Where the database is, and how to work with it. */
export interface DatabaseOptions {
  readonly file: string;
  /** How long to wait for a lock that another process holds. */
  readonly busyTimeoutMs: number;
  /**
   * What survives a loss of power: with `FULL` every commit; with `NORMAL` a commit may be lost that
   * no commit of a `FULL` connection has followed, and never one that came before a kept one.
   */
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Opens only a file that is there, and never writes to it. */
  readonly readOnly?: boolean | undefined;
}

/**
 * Makes the file and its directory where they are missing, for their owner alone. A file that is there
 * is SQLite's: to close it here would give back every lock that this process has on it. One that may
 * not be written is refused: SQLite would open it all the same, to be read only.
 */
const createFile = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file)) accessSync(file, constants.W_OK);
  else closeSync(openSync(file, 'a', 0o600));
};

const open = (
  file: string,
  { busyTimeoutMs, readOnly = false }: DatabaseOptions,
): E.Either<OpenRefusal, OpenedFile> =>
  pipe(
    attempt(() => {
      if (!readOnly) createFile(file);
      const options = { timeout: busyTimeoutMs, enableForeignKeyConstraints: true, readOnly };
      const database = new DatabaseSync(file, options);
      addChecksums(database);
      return { file, database };
    }),
    E.mapLeft(refusal(file)),
  );

const PAUSE_MS = 5;

/** Sleeps on the spot: nothing else can be done before the file is open. */
const pause = (): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
};

// SQLite brings its log into the file after so many pages, by two syncs and a write for each page that
// is in it. Four times its default, 16 MiB, has hot pages written once where they were written often.
const LOG_PAGES = 4_000;

/**
 * Turns on write-ahead logging. Where several processes do so at once in a new file, SQLite refuses
 * all but one without waiting.
 */
const keepLog = (
  { file, database }: OpenedFile,
  { synchronous, busyTimeoutMs }: DatabaseOptions,
): E.Either<OpenRefusal, void> => {
  const deadline = performance.now() + busyTimeoutMs;
  for (;;) {
    const kept = attempt(() => {
      database.exec('PRAGMA journal_mode = WAL');
      database.exec(`PRAGMA synchronous = ${synchronous}`);
      database.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES.toString()}`);
    });
    const isBusy = E.isLeft(kept) && kept.left.code === RESULT.busy;
    if (!isBusy || performance.now() > deadline) return E.mapLeft(refusal(file))(kept);
    pause();
  }
};

/** Asks what the file is before anything is written, so that a foreign one stays as it is. */
const prepare = (
  opened: OpenedFile,
  options: DatabaseOptions,
  steps: ReadonlyArray<string>,
): E.Either<OpenRefusal, unknown> =>
  options.readOnly === true
    ? pipe(
        foundVersion(opened, steps.length),
        E.chain((version) =>
          version === steps.length ? E.right(undefined) : E.left(outdated(opened, version)),
        ),
      )
    : pipe(
        foundVersion(opened, steps.length),
        E.chainFirst(() => keepLog(opened, options)),
        E.chain((version) =>
          version < steps.length ? migrate(opened, steps) : E.right(undefined),
        ),
      );

const outdated = ({ file }: OpenedFile, version: number): OpenRefusal => ({
  type: 'CannotOpen',
  file,
  reason: `its schema, version ${version.toString()}, is of an earlier release, and it is opened to be read only`,
});

/**
 * Opens a database file of Facture's, or makes a new one, and brings its schema up to date.
 *
 * Gives `ForeignFile`, `NewerSchema` or `CannotOpen`; the file is then left as it was found.
 */
export const openDatabase = (
  options: DatabaseOptions,
  steps: ReadonlyArray<string> = migrations,
): E.Either<OpenRefusal, DatabaseSync> =>
  pipe(
    // Resolved, because a name such as `:memory:` means something else to SQLite.
    open(resolve(options.file), options),
    E.chain((opened) =>
      pipe(
        prepare(opened, options, steps),
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

import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { DatabaseSync } from 'node:sqlite';

import { APPLICATION_ID } from './schema';
import { attempt, RESULT, type SqliteFailure } from './sqliteFailure';
import { snapshot, transaction } from './transaction';

/** Why a file is not opened. It is left as it was found. */
export type OpenRefusal =
  /** The file is something else: no database, or a database of another application. */
  | { readonly type: 'ForeignFile'; readonly file: string }
  /** The file was written by a later release, whose schema this one does not know. */
  | {
      readonly type: 'NewerSchema';
      readonly file: string;
      readonly found: number;
      readonly known: number;
    }
  /** The file cannot be had: its place, its permissions, another process, or the disk. */
  | { readonly type: 'CannotOpen'; readonly file: string; readonly reason: string };

/** A file on the way to being opened. */
export interface OpenedFile {
  readonly file: string;
  readonly database: DatabaseSync;
}

const number = (database: DatabaseSync, sql: string): number =>
  Number(Object.values(database.prepare(sql).get() ?? {})[0]);

/** Tells the refusal that a failure at opening comes to. */
export const refusal =
  (file: string) =>
  ({ code, reason }: SqliteFailure): OpenRefusal =>
    code === RESULT.notADatabase
      ? { type: 'ForeignFile', file }
      : { type: 'CannotOpen', file, reason };

/** Tells the schema version of a file that may be opened: 0 for one that holds nothing yet. */
const schemaVersion = (
  { file, database }: OpenedFile,
  known: number,
): E.Either<OpenRefusal, number> =>
  pipe(
    attempt(() => ({
      application: number(database, 'PRAGMA application_id'),
      version: number(database, 'PRAGMA user_version'),
      tables: number(database, 'SELECT count(*) FROM sqlite_schema'),
    })),
    E.mapLeft(refusal(file)),
    E.chain(({ application, version, tables }) => {
      const isEmpty = application === 0 && version === 0 && tables === 0;
      if (!isEmpty && application !== APPLICATION_ID) return E.left({ type: 'ForeignFile', file });
      return version > known
        ? E.left({ type: 'NewerSchema', file, found: version, known })
        : E.right(version);
    }),
  );

/**
 * Tells the schema version of a file as it is at one moment: while another process makes the same
 * file, its tables must not be seen without its name.
 */
export const foundVersion = (opened: OpenedFile, known: number): E.Either<OpenRefusal, number> =>
  pipe(
    snapshot(opened.database, () => schemaVersion(opened, known)),
    E.mapLeft(refusal(opened.file)),
    E.flatten,
  );

/**
 * Brings the schema of a file up to date, in one transaction: all steps that it lacks, in order.
 * The version is asked again in there, as another process may have been faster.
 */
export const migrate = (
  opened: OpenedFile,
  steps: ReadonlyArray<string>,
): E.Either<OpenRefusal, void> => {
  const { file, database } = opened;
  const takeSteps = (version: number) => {
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version = ${steps.length}`);
  };
  return pipe(
    transaction(database, () => pipe(schemaVersion(opened, steps.length), E.map(takeSteps))),
    E.mapLeft(refusal(file)),
    E.flatten,
  );
};

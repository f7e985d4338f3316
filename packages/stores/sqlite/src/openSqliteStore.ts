import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { resolve } from 'node:path';

import type { OpenRefusal } from './migrate';
import { openDatabase } from './openDatabase';
import { damagedClaims, refuseDamaged, type Looking } from './refuseDamaged';
import { sqliteStore, type SqliteStore } from './sqliteStore';

/** What opening a store needs. */
export interface SqliteStoreOptions {
  /** The path of the database. What is missing of it is made, for its owner alone. */
  readonly file: string;
  /** Tells the time, which events are stamped with. */
  readonly now: () => Date;
  /** How long to wait while another process writes; 2,000 unless told otherwise. */
  readonly busyTimeoutMs?: number;
  /** How often to look for what other processes wrote, while somebody waits; 20 by default. */
  readonly pollIntervalMs?: number;
  /** Opens only a file that is there, and never writes to it: appends answer `Unavailable`. */
  readonly readOnly?: boolean;
}

const LOOKING: Looking = { remedy: 'restore it from a backup', rows: damagedClaims };

/**
 * Opens the event store that is kept in a file. Several processes may open the same file.
 *
 * Gives `ForeignFile` for a file of something else, `NewerSchema` for one of a later release, and
 * `CannotOpen` for one that cannot be had, or is damaged. None of them changes the file.
 *
 * @example
 * const opened = openSqliteStore({ file: 'facture-data/facture.db', now: () => new Date() });
 * opened._tag; // => 'Right'
 */
export const openSqliteStore = ({
  file,
  now,
  busyTimeoutMs = 2_000,
  pollIntervalMs = 20,
  readOnly,
}: SqliteStoreOptions): E.Either<OpenRefusal, SqliteStore> =>
  pipe(
    openDatabase({ file, busyTimeoutMs, synchronous: 'FULL', readOnly }),
    E.flatMap((database) =>
      readOnly === true ? E.right(database) : refuseDamaged(resolve(file), LOOKING)(database),
    ),
    E.bindTo('events'),
    E.bind('models', ({ events }) =>
      pipe(
        openDatabase({ file, busyTimeoutMs, synchronous: 'NORMAL', readOnly }),
        E.mapLeft((refused) => {
          events.close();
          return refused;
        }),
      ),
    ),
    E.map((databases) => sqliteStore(databases, { now, pollIntervalMs })),
  );

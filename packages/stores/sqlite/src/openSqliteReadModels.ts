import type { Projection, ReadModel } from '@facture/contract';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { resolve } from 'node:path';

import { watchChanges } from './changes';
import type { OpenRefusal } from './migrate';
import { openDatabase } from './openDatabase';
import { openReadModel } from './readModel';
import { refuseDamaged, type Looking } from './refuseDamaged';

/** Where read models are kept. */
export interface SqliteReadModelsOptions {
  /** The path of the database. What is missing of it is made, for its owner alone. */
  readonly file: string;
  /** How long to wait while another process writes; 2,000 unless told otherwise. */
  readonly busyTimeoutMs?: number;
  /** How often to look for what other processes wrote, while somebody waits; 20 by default. */
  readonly pollIntervalMs?: number;
  /** Opens only a file that is there, and never writes to it. */
  readonly readOnly?: boolean;
}

/** Read models in a file of their own. */
export interface SqliteReadModels {
  /** Opens the read model of a projection. */
  readonly openReadModel: <S>(projection: Projection<S>) => ReadModel<S>;
  readonly close: () => void;
}

const LOOKING: Looking = { remedy: 'remove it, and it is made anew from the events' };

/**
 * Opens a file for read models of events that are kept elsewhere. Several processes may open the
 * same file, and apply the same events. The last rows may be lost with the power of the machine, and
 * the checkpoint with them: they are folded again.
 *
 * Gives `ForeignFile`, `NewerSchema` or, for one that cannot be had or is damaged, `CannotOpen`; the
 * file is then left as it was found.
 *
 * @example
 * const opened = openSqliteReadModels({ file: 'facture-data/read-models.db' });
 * opened._tag; // => 'Right'
 */
export const openSqliteReadModels = ({
  file,
  busyTimeoutMs = 2_000,
  pollIntervalMs = 20,
  readOnly,
}: SqliteReadModelsOptions): E.Either<OpenRefusal, SqliteReadModels> =>
  pipe(
    openDatabase({ file, busyTimeoutMs, synchronous: 'NORMAL', readOnly }),
    E.flatMap((database) =>
      readOnly === true ? E.right(database) : refuseDamaged(resolve(file), LOOKING)(database),
    ),
    E.map((database) => {
      const changes = watchChanges(database, pollIntervalMs);
      return {
        openReadModel: (projection) => openReadModel({ database, changes }, projection),
        close: () => {
          if (!database.isOpen) return;
          changes.notify();
          database.close();
        },
      };
    }),
  );

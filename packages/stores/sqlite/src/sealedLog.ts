import {
  misfit,
  type OwnedSealedLog,
  type SealedElsewhere,
  type SealedLog,
} from '@facture/contract/sealing';
import { StoreReadError } from '@facture/contract';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { DatabaseSync } from 'node:sqlite';

import type { OpenRefusal } from './migrate';
import { openDatabase } from './openDatabase';
import { createSealedLogTables, sealedLogMigrations } from './sealedLogTables';
import { takeLock } from './sealedLogLock';
import { orThrow, reading } from './sqliteFailure';
import { transaction } from './transaction';

/** Where a sealed log is kept. */
export interface SealedLogOptions {
  /** The path of the log's own database. What is missing of it is made, for its owner alone. */
  readonly file: string;
  /** How long to wait while another process writes; 2,000 unless told otherwise. */
  readonly busyTimeoutMs?: number;
}

const open = ({ file, busyTimeoutMs = 2_000 }: SealedLogOptions) =>
  openDatabase({ file, busyTimeoutMs, synchronous: 'FULL' }, sealedLogMigrations);

const logOn = (database: DatabaseSync): OwnedSealedLog => {
  const tables = createSealedLogTables(database);
  return {
    latest: () => reading(tables.latest),
    checkpoints: (from, limit) => reading(() => tables.checkpoints(from, limit)),
    tile: (level, index) => reading(() => tables.tile(level, index)),
    indexOf: (position) => reading(() => tables.indexOf(position)),
    positionOf: (index) => reading(() => tables.positionOf(index)),
    append: (batch) => {
      orThrow(
        transaction(database, () => {
          const size = tables.latest()?.size ?? 0;
          const last = size === 0 ? undefined : tables.positionOf(size - 1);
          const reason = misfit(batch, size, last);
          if (reason !== undefined) throw new StoreReadError('Fatal', reason);
          tables.write(batch);
        }),
      );
    },
    close: () => {
      if (database.isOpen) database.close();
    },
  };
};

/**
 * Opens a log to read it, while its owner adds to it.
 *
 * Gives `ForeignFile`, `NewerSchema` or `CannotOpen`; the file is then left as it was found.
 */
export const openSealedLog = (options: SealedLogOptions): E.Either<OpenRefusal, SealedLog> =>
  pipe(open(options), E.map(logOn));

/**
 * Takes hold of a log, to seal. Nobody else gets it before it is closed or the process has ended,
 * however it ends.
 *
 * Gives `SealedElsewhere` while somebody else has it, `ForeignFile`, `NewerSchema` or `CannotOpen`.
 */
export const ownSealedLog = (
  options: SealedLogOptions,
): E.Either<OpenRefusal | SealedElsewhere, OwnedSealedLog> =>
  pipe(
    takeLock(options.file),
    E.chain((lock) =>
      pipe(
        open(options),
        E.bimap(
          (refused): OpenRefusal | SealedElsewhere => {
            lock.close();
            return refused;
          },
          (database) => {
            const log = logOn(database);
            return {
              ...log,
              close: () => {
                log.close();
                if (lock.isOpen) lock.close();
              },
            };
          },
        ),
      ),
    ),
  );

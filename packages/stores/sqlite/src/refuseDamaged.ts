import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

import { refusal, type OpenRefusal } from './migrate';
import { attempt } from './sqliteFailure';

// About 200,000 events. Nobody who starts a service waits for minutes.
const LARGEST_BYTES = 256 * 1024 * 1024;

/**
 * Looks through the pages of a file, unless it is a large one. Each event has a checksum, but where the
 * way to one is damaged it is passed over without a word. This takes half a second for 100,000 events.
 *
 * Gives `CannotOpen`, and closes what it was given.
 */
export const refuseDamaged =
  (file: string, largestBytes = LARGEST_BYTES) =>
  (database: DatabaseSync): E.Either<OpenRefusal, DatabaseSync> => {
    if (statSync(file).size > largestBytes) return E.right(database);
    return pipe(
      attempt(() =>
        String(database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check']),
      ),
      E.mapLeft(refusal(file)),
      E.filterOrElse(
        (found) => found === 'ok',
        (found): OpenRefusal => {
          const where = found.replaceAll(/\s+/g, ' ');
          const reason = `it is damaged (${where}), so restore it from a backup`;
          return { type: 'CannotOpen', file, reason };
        },
      ),
      E.bimap(
        (refused) => {
          database.close();
          return refused;
        },
        () => database,
      ),
    );
  };

import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { DatabaseSync } from 'node:sqlite';

import { refusal, type OpenRefusal } from './migrate';
import { attempt } from './sqliteFailure';

/**
 * Looks through the pages of a whole file. Each event has a checksum, but where the way to one is
 * damaged it is passed over without a word. This takes half a second for 100,000 events.
 *
 * Gives `CannotOpen`, and closes what it was given.
 */
export const refuseDamaged =
  (file: string) =>
  (database: DatabaseSync): E.Either<OpenRefusal, DatabaseSync> =>
    pipe(
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

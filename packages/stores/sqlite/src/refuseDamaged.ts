import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { DatabaseSync } from 'node:sqlite';

import { isLookedThrough } from './isLookedThrough';
import { refusal, type OpenRefusal } from './migrate';
import { attempt } from './sqliteFailure';
import { prepareOn } from './statement';

/** How a file is looked through. */
export interface Looking {
  /** What helps where something is damaged: `restore it from a backup`. */
  readonly remedy: string;
  /** Selects what is damaged of the rows that have checksums, as words. */
  readonly rows?: string;
  /** How large a file may be that is looked through. */
  readonly largestBytes?: number | undefined;
}

/** Selects a claim that is damaged. Who asks for another one would not miss it. */
export const damagedClaims = `SELECT 'the claim ' || quote(key) FROM claims
  WHERE checksum <> claim_checksum(key, stream) LIMIT 1`;

/**
 * Looks through the pages of a file, unless it is a large one. Rows have checksums, but where the
 * way to one is damaged it is passed over without a word. This takes half a second for 100,000 events.
 *
 * Gives `CannotOpen`, and closes what it was given.
 */
export const refuseDamaged =
  (file: string, { remedy, rows, largestBytes }: Looking) =>
  (database: DatabaseSync): E.Either<OpenRefusal, DatabaseSync> => {
    const first = (sql: string): string | undefined => {
      const [found] = (prepareOn(database)(sql).get() ?? []) as unknown as [string?];
      return found;
    };
    const look = (): string | undefined => {
      if (!isLookedThrough(database, largestBytes)) return undefined;
      const found = first('PRAGMA integrity_check(1)');
      return found === 'ok' ? rows && first(rows) : found;
    };
    return pipe(
      attempt(look),
      E.mapLeft(refusal(file)),
      E.chain((found) => {
        if (found === undefined) return E.right(database);
        const reason = `it is damaged (${found.replaceAll(/\s+/g, ' ')}), so ${remedy}`;
        return E.left<OpenRefusal>({ type: 'CannotOpen', file, reason });
      }),
      E.mapLeft((refused) => {
        database.close();
        return refused;
      }),
    );
  };

import { StoreReadError } from '@facture/contract';
import type { DatabaseSync } from 'node:sqlite';

import { isLookedThrough } from './isLookedThrough';
import { prepareOn } from './statement';

/** Knows which read models of a file are damaged. Each call throws when SQLite does. */
export interface ModelDamage {
  /** Throws a `StoreReadError` for a model that is damaged. The first call looks through them all. */
  readonly refuse: (id: number) => void;
  /** Is told of a model that somebody has found damaged. */
  readonly found: (id: number) => void;
  /** Removes what is damaged, once something else is in its place. */
  readonly remove: () => void;
}

const ROW = 'model, stream, revision, position';

const DAMAGED: Readonly<Record<string, string>> = {
  read_models: 'model_checksum(id, projection, version, checkpoint)',
  read_model_rows: `row_checksum(${ROW}, body)`,
  read_model_keys: 'key_checksum(model, key, stream)',
  read_model_quarantine: `row_checksum(${ROW}, reason)`,
};

/**
 * Looks for damage in the read models that are there. A row that cannot be found any more by its model
 * or its key is missed by nobody who asks for one, so all are looked at once. Any of them may be where
 * it was: so none of those that were there is believed, and only those that are made later are.
 */
export const lookForDamage = (database: DatabaseSync, name: string): ModelDamage => {
  const prepare = prepareOn(database);
  const damaged = Object.entries(DAMAGED).map(([table, checksum]) => ({
    one: prepare(`SELECT 1 FROM ${table} WHERE checksum <> ${checksum} LIMIT 1`),
    removal: prepare(`DELETE FROM ${table} WHERE checksum <> ${checksum}`),
  }));
  const [[last] = [0]] = prepare(
    'SELECT coalesce(max(id), 0) FROM read_models',
  ).all() as unknown as ReadonlyArray<[number]>;
  let hasLooked = false;
  let damagedUpTo = 0;

  const look = (): void => {
    hasLooked = true;
    if (isLookedThrough(database) && damaged.some(({ one }) => one.get() !== undefined))
      damagedUpTo = Math.max(damagedUpTo, last);
  };
  return {
    refuse: (id) => {
      if (!hasLooked) look();
      if (id <= damagedUpTo)
        throw new StoreReadError('Fatal', `the read model ${name} is damaged: rebuild it`);
    },
    found: (id) => {
      damagedUpTo = Math.max(damagedUpTo, id);
    },
    remove: () => {
      if (isLookedThrough(database)) for (const { removal } of damaged) removal.run();
    },
  };
};

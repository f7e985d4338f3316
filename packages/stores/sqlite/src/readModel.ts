import { StoreReadError, type Position, type Projection, type ReadModel } from '@facture/contract';
import type { DatabaseSync } from 'node:sqlite';

import type { Changes } from './changes';
import type { EventReader } from './eventReader';
import { foldInto, later, toDocument } from './foldInto';
import { createModelTables, type Model } from './modelTables';
import { createRebuilder } from './rebuild';
import { orThrow, reading } from './sqliteFailure';
import type { Swapping } from './swapModels';
import { snapshot, transaction } from './transaction';

/** What read models are made on. */
export interface ReadModelContext {
  readonly database: DatabaseSync;
  /** Reads the events that are in the same file. */
  readonly reader?: EventReader;
  readonly changes: Changes;
}

const BEFORE_ALL: Position = 0n;

/** Makes what replaces the read model of a projection. */
export const createSwapping = <S>(
  { database, changes }: ReadModelContext,
  projection: Projection<S>,
): Swapping<S> => ({
  tables: reading(() => createModelTables(database, projection)),
  projection,
  write: (body) => {
    const result = orThrow(transaction(database, body));
    changes.notify();
    return result;
  },
});

/** Opens the read model of a projection. Models of other versions stay until a rebuild. */
export const openReadModel = <S>(
  context: ReadModelContext,
  projection: Projection<S>,
): ReadModel<S> => {
  const { database, reader, changes } = context;
  const swapping = createSwapping(context, projection);
  const { tables, write } = swapping;
  const fold = foldInto(tables, projection);

  /** Asks the live model, which another process may replace; `none` while there is none. */
  const ask = <A>(none: A, question: (live: Model) => A): A =>
    orThrow(
      snapshot(database, () => {
        const live = tables.live();
        return live === undefined ? none : question(live);
      }),
    );
  // What is applied next follows what was told last: a model that has gone back would have a gap.
  let reached: Position | undefined;
  const reach = (told: Position | undefined): Position | undefined => {
    reached = later(reached, told);
    return told;
  };
  const checkpoint: ReadModel<S>['checkpoint'] = () =>
    reach(ask<Position | undefined>(undefined, (live) => live.checkpoint));

  const rebuilder = createRebuilder({ ...swapping, reader });

  return {
    checkpoint,
    apply: (events, upTo) => {
      const folded = write(() => {
        const live = tables.live() ?? tables.create('live');
        if (later(live.checkpoint, reached) !== live.checkpoint) {
          reached = undefined;
          throw new StoreReadError(
            'Unavailable',
            'a rebuild has put an earlier checkpoint in place',
          );
        }
        return fold(live, events, upTo);
      });
      reach(folded.model.checkpoint);
      rebuilder.applied(events, upTo);
      return folded.quarantined;
    },
    get: (stream) =>
      ask<ReturnType<ReadModel<S>['get']>>(undefined, (live) => {
        const row = tables.row(live, stream);
        return row && toDocument(row);
      }),
    recent: (limit) =>
      ask<ReturnType<ReadModel<S>['recent']>>([], (live) =>
        tables.recent(live, limit).map((row) => toDocument<S>(row)),
      ),
    rows: ({ after = '', limit }) =>
      ask<ReturnType<ReadModel<S>['rows']>>([], (live) =>
        tables.rows(live, after, limit).map((row) => toDocument<S>(row)),
      ),
    find: (key, limit) =>
      ask<ReturnType<ReadModel<S>['find']>>([], (live) =>
        tables.find(live, key, limit).map((row) => toDocument<S>(row)),
      ),
    quarantined: () => ask<ReturnType<ReadModel<S>['quarantined']>>([], tables.quarantined),
    waitFor: async (position, timeoutMs) => {
      const timeout = new AbortController();
      const timer = setTimeout(() => {
        timeout.abort();
      }, timeoutMs);
      try {
        for (;;) {
          const seen = changes.seen();
          if ((checkpoint() ?? BEFORE_ALL) >= position) return true;
          if (timeout.signal.aborted) return false;
          await changes.since(seen, timeout.signal);
        }
      } finally {
        clearTimeout(timer);
      }
    },
    rebuild: rebuilder.rebuild,
  };
};

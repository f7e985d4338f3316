import { StoreReadError, type Position, type Projection, type ReadModel } from '@facture/contract';
import type { DatabaseSync } from 'node:sqlite';

import type { Changes } from './changes';
import type { EventReader } from './eventReader';
import { foldInto, later, toDocument } from './foldInto';
import { createModelTables, type Model } from './modelTables';
import { createRebuilder } from './rebuild';
import { orThrow, reading } from './sqliteFailure';
import { snapshot, transaction } from './transaction';

/** What read models are made on. */
export interface ReadModelContext {
  readonly database: DatabaseSync;
  /** Reads the events that are in the same file. */
  readonly reader?: EventReader;
  readonly changes: Changes;
}

const BEFORE_ALL: Position = 0n;

/** Opens the read model of a projection. Models of other versions stay until a rebuild. */
export const openReadModel = <S>(
  { database, reader, changes }: ReadModelContext,
  projection: Projection<S>,
): ReadModel<S> => {
  const tables = reading(() => createModelTables(database, projection));
  const fold = foldInto(tables, projection);

  const write = <A>(body: () => A): A => {
    const result = orThrow(transaction(database, body));
    changes.notify();
    return result;
  };
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

  const rebuilder = createRebuilder({ tables, projection, reader, write });

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

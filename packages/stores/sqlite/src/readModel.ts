import type { Position, Projection, ReadModel } from '@facture/contract';
import type { DatabaseSync } from 'node:sqlite';

import type { Changes } from './changes';
import type { EventReader } from './eventReader';
import { foldInto, toDocument } from './foldInto';
import { createModelTables, type Model } from './modelTables';
import { createRebuilder } from './rebuild';
import { orThrow, reading } from './sqliteFailure';
import { snapshot, transaction } from './transaction';

/** What read models are made on. */
export interface ReadModelContext {
  readonly database: DatabaseSync;
  readonly reader: EventReader;
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
  const checkpoint: ReadModel<S>['checkpoint'] = () => ask(undefined, (live) => live.checkpoint);

  const rebuilder = createRebuilder({ tables, projection, reader, write });

  return {
    checkpoint,
    apply: (events, upTo) => {
      const folded = write(() => fold(tables.live() ?? tables.create('live'), events, upTo));
      rebuilder.applied(events);
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

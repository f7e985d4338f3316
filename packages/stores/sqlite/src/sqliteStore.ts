import {
  malformedAppend,
  noClaimsApart,
  type AppendOutcome,
  type EventStore,
  type Projection,
  type ReadModel,
} from '@facture/contract';
import type { DatabaseSync } from 'node:sqlite';

import { createAppendRules } from './appendRules';
import { watchChanges } from './changes';
import { createEventReader } from './eventReader';
import { createGroupCommit } from './groupCommit';
import { watchPlace } from './watchPlace';
import { openReadModel } from './readModel';
import { readAll, readStream, subscribe } from './readings';
import { orThrow, reading } from './sqliteFailure';

/** An event store in one file, and the read models beside it. */
export interface SqliteStore extends EventStore {
  /** Opens the read model of a projection, kept in the same file. */
  readonly openReadModel: <S>(projection: Projection<S>) => ReadModel<S>;
}

/** Two connections to one file. */
export interface StoreDatabases {
  /** Has every commit on the disk before it is acknowledged. */
  readonly events: DatabaseSync;
  /** Leaves that to the next commit of events, as read models can be folded again. */
  readonly models: DatabaseSync;
}

/** What a store works with besides its databases. */
export interface StoreSettings {
  readonly now: () => Date;
  readonly pollIntervalMs: number;
}

const CLOSED: AppendOutcome = { type: 'Unavailable', reason: 'the store is closed' };

/** Answers as a promise, which rejects when the question throws. */
const answer = <A>(question: () => A): Promise<A> =>
  new Promise((resolve) => {
    resolve(question());
  });

/** Makes a store of open databases, which it closes in the end. */
export const sqliteStore = (
  { events: database, models }: StoreDatabases,
  { now, pollIntervalMs }: StoreSettings,
): SqliteStore => {
  const rules = createAppendRules(database, now);
  const reader = createEventReader(database);
  const changes = watchChanges(database, pollIntervalMs);
  const commits = createGroupCommit({
    database,
    rules,
    isInPlace: watchPlace(database),
    onCommit: changes.notify,
  });
  let open = true;
  const context = { reader, changes, isOpen: () => open };

  return {
    append:
      (stream, expected, events, { claims = [] } = {}) =>
      async () => {
        if (!open) return CLOSED;
        const reason = malformedAppend(stream, events, claims);
        if (reason !== undefined) return { type: 'Fatal', reason };
        return commits.append({ stream, expected, events, claims });
      },
    read: readStream(context),
    readAll: readAll(context),
    subscribe: subscribe(context),
    head: () => answer(() => orThrow(reader.head())),
    claimHolder: (key) => answer(() => reading(() => rules.holder(key))),
    claimsApart: noClaimsApart,
    openReadModel: (projection) => openReadModel({ database: models, reader, changes }, projection),
    close: () =>
      answer(() => {
        if (!open) return;
        open = false;
        commits.flush();
        changes.notify();
        models.close();
        database.close();
      }),
  };
};

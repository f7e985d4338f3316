import {
  malformedAppend,
  noClaimsApart,
  type AppendOutcome,
  type EventStore,
  type Projection,
  type ReadModel,
} from '@facture/contract';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';

import { createAppendRules } from './appendRules';
import { watchChanges } from './changes';
import { createEventReader } from './eventReader';
import { foldInThreads, type ProjectionPlace } from './foldInThreads';
import { foldStreams, type FoldedStreams } from './foldStreams';
import { createGroupCommit } from './groupCommit';
import { createSwapping, openReadModel } from './readModel';
import { readAll, readStream, subscribe } from './readings';
import { rebuildByStreams } from './rebuildByStreams';
import { orThrow, reading } from './sqliteFailure';
import { createStreamReader, type StreamRange } from './streamReader';
import type { Rebuilt } from './swapModels';
import { watchPlace } from './watchPlace';

/** An event store in one file, and the read models beside it. */
export interface SqliteStore extends EventStore {
  /** Opens the read model of a projection, kept in the same file. */
  readonly openReadModel: <S>(projection: Projection<S>) => ReadModel<S>;
  /**
   * Makes the read model of a projection anew from the events of this file, as `rebuild` does, but
   * stream by stream, and in several threads if that is asked for.
   */
  readonly rebuild: <S>(projection: Projection<S>, options?: RebuildOptions) => Promise<Rebuilt>;
}

/** How a read model is made anew. */
export interface RebuildOptions {
  /** The threads that fold, and where they find the projection; this one alone by default. */
  readonly threads?: ProjectionPlace & { readonly count: number };
  /** About how many events are folded at a time; 2,000 unless told otherwise. */
  readonly batchSize?: number;
  /** Told now and then how many events are folded. */
  readonly onProgress?: (events: number) => void;
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

// So many events make a few hundred rows: some milliseconds of writing, without a break.
const BATCH = 2_000;

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
  const streams = createStreamReader(database);
  const onFile = { database: models, reader, changes };
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
    openReadModel: (projection) => openReadModel(onFile, projection),
    rebuild: async (
      projection,
      { threads, batchSize = BATCH, onProgress = () => undefined } = {},
    ) => {
      const rebuilding = {
        ...createSwapping(onFile, projection),
        ...{ reader, streams, batchSize, onProgress },
      };
      if (threads === undefined) {
        const fold = async (range: StreamRange): Promise<FoldedStreams> => {
          await setImmediate();
          return reading(() => foldStreams(streams, projection, range));
        };
        return rebuildByStreams({ ...rebuilding, fold, atOnce: 1 });
      }
      const { fold, end } = foldInThreads(threads.count, {
        file: database.location() ?? '',
        projection: { module: threads.module, name: threads.name },
      });
      // One range is folded while the one before it is written.
      return rebuildByStreams({ ...rebuilding, fold, atOnce: 2 * threads.count }).finally(end);
    },
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

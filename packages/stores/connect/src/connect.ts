import type { EventStore, Projection, ReadModel } from '@facture/contract';
import {
  openEventStoreDb,
  withoutPassword,
  type EventStoreDbOptions,
  type InvalidConnection,
  type WatchMessage,
  type WatchOptions,
} from '@facture/eventstoredb';
import {
  openSqliteReadModels,
  openSqliteStore,
  type OpenRefusal,
  type RebuildOptions,
  type Rebuilt,
} from '@facture/sqlite';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { join } from 'node:path';

import { readStoreSetting, type UnknownStore } from './storeSetting';
import { watchFile } from './watchFile';

/** What connecting needs. */
export interface ConnectOptions {
  /** `sqlite`, or the connection string of a cluster: `esdb://…` or `kurrentdb://…`. */
  readonly store: string;
  /** The directory of the files. What is missing of it is made, for its owner alone. */
  readonly data: string;
  /** Tells the time, which a file stamps events with. A cluster has clocks of its own. */
  readonly now: () => Date;
  /** Opens only files that are there, and never writes to them: for who looks on. */
  readonly readOnly?: boolean;
  /** How a cluster is asked, where it is not as usual. */
  readonly cluster?: Omit<EventStoreDbOptions, 'connectionString'>;
}

/** Why nothing is opened. No text of it holds a password. */
export type ConnectRefusal =
  | OpenRefusal
  | UnknownStore
  /** The connection string is none. */
  | (InvalidConnection & { readonly store: string });

/** Events, wherever they are. */
export interface ConnectedEvents {
  /** Whether events are in a file of this machine, or on a cluster that may be away. */
  readonly where: 'file' | 'cluster';
  /** The store as it can be shown: without its password. */
  readonly name: string;
  readonly events: EventStore;
  /**
   * Watches what is done to histories besides appending, from a position on and live. In a file
   * nothing of that leaves a mark but revisions that are missing.
   */
  readonly watch: (options?: WatchOptions) => AsyncIterable<WatchMessage>;
  /** Closes all of it, the events first. */
  readonly close: () => Promise<void>;
}

/** Events and the read models beside them. */
export interface Connected extends ConnectedEvents {
  readonly readModels: {
    /** The file that they are kept in. */
    readonly file: string;
    readonly open: <S>(projection: Projection<S>) => ReadModel<S>;
    /**
     * Folds all events anew beside the rows there are, and puts the new rows in their place. From a
     * file threads fold, where some are asked for; a cluster is read in the order of its events.
     */
    readonly rebuild: <S>(projection: Projection<S>, options?: RebuildOptions) => Promise<Rebuilt>;
  };
}

const toFile = ({
  data,
  now,
  readOnly = false,
}: ConnectOptions): E.Either<OpenRefusal, Connected> => {
  const file = join(data, 'facture.db');
  return pipe(
    openSqliteStore({ file, now, readOnly }),
    E.map((store) => ({
      where: 'file',
      name: 'sqlite',
      events: store,
      readModels: { file, open: store.openReadModel, rebuild: store.rebuild },
      watch: watchFile(store),
      close: store.close,
    })),
  );
};

const toEventsOfCluster = (
  connectionString: string,
  { cluster }: ConnectOptions,
): E.Either<ConnectRefusal, ConnectedEvents> => {
  const name = withoutPassword(connectionString);
  return pipe(
    openEventStoreDb({ ...cluster, connectionString }),
    E.bimap(
      (refused) => ({ ...refused, store: name }),
      (events) => ({ where: 'cluster', name, events, watch: events.watch, close: events.close }),
    ),
  );
};

const toCluster = (
  connectionString: string,
  options: ConnectOptions,
): E.Either<ConnectRefusal, Connected> => {
  const file = join(options.data, 'read-models.db');
  return pipe(
    openSqliteReadModels({ file, readOnly: options.readOnly ?? false }),
    E.bindTo('models'),
    E.bind('cluster', ({ models }) =>
      pipe(
        toEventsOfCluster(connectionString, options),
        E.mapLeft((refused) => {
          models.close();
          return refused;
        }),
      ),
    ),
    E.map(({ models, cluster }) => ({
      ...cluster,
      readModels: {
        file,
        open: models.openReadModel,
        rebuild: (projection) =>
          models
            .openReadModel(projection)
            .rebuild(cluster.events.readAll({ prefix: projection.prefix })),
      },
      close: async () => {
        await cluster.close();
        models.close();
      },
    })),
  );
};

/**
 * Opens what a store setting names: with `sqlite` events and read models in `facture.db` of the data
 * directory, with a connection string events on a cluster and read models in `read-models.db`. To a
 * cluster nothing is sent before the first call, so that one that is away is no reason not to open.
 *
 * Gives `UnknownStore`, `InvalidConnection`, `ForeignFile`, `NewerSchema` or `CannotOpen`.
 *
 * @example
 * const connected = connect({ store: 'sqlite', data: 'facture-data', now: () => new Date() });
 * connected._tag; // => 'Right'
 */
export const connect = (options: ConnectOptions): E.Either<ConnectRefusal, Connected> =>
  pipe(
    readStoreSetting(options.store),
    E.flatMap((setting) =>
      setting.type === 'File' ? toFile(options) : toCluster(setting.connectionString, options),
    ),
  );

/**
 * Opens the events alone of what a store setting names: of a cluster without any file, so that it can
 * be looked at from any machine.
 *
 * Gives what {@link connect} gives.
 */
export const connectEvents = (options: ConnectOptions): E.Either<ConnectRefusal, ConnectedEvents> =>
  pipe(
    readStoreSetting(options.store),
    E.flatMap((setting) =>
      setting.type === 'File'
        ? toFile(options)
        : toEventsOfCluster(setting.connectionString, options),
    ),
  );

import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** An event as Emmett takes it and gives it back. */
export interface EmmettEvent {
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
}

/** An event that Emmett read. */
interface EmmettRead extends EmmettEvent {
  readonly metadata: { readonly streamName: string; readonly globalPosition: bigint };
}

/** A connection of Emmett's to a file. */
export interface EmmettConnection {
  readonly querySingle: (sql: string) => Promise<Readonly<Record<string, unknown>> | null>;
  readonly command: (sql: string) => Promise<unknown>;
  readonly close: () => void;
}

/** What the benchmarks use of Emmett's store on SQLite. */
export interface Emmett {
  readonly sqliteConnection: (options: { readonly fileName: string }) => EmmettConnection;
  readonly getSQLiteEventStore: (options: {
    readonly fileName: string;
    readonly connectionOptions?: {
      readonly singleton: true;
      readonly connection: EmmettConnection;
    };
  }) => {
    readonly appendToStream: (
      stream: string,
      events: ReadonlyArray<EmmettEvent>,
      options: { readonly expectedStreamVersion: bigint },
    ) => Promise<unknown>;
    readonly aggregateStream: <State>(
      stream: string,
      options: {
        readonly initialState: () => State;
        readonly evolve: (state: State, event: EmmettEvent) => State;
      },
    ) => Promise<unknown>;
  };
  readonly readMessagesBatch: (
    connection: EmmettConnection,
    options: { readonly after: bigint; readonly batchSize: number },
  ) => Promise<{
    readonly messages: ReadonlyArray<EmmettRead>;
    readonly currentGlobalPosition: bigint;
    readonly areEventsLeft: boolean;
  }>;
}

/** What the benchmarks use of better-sqlite3. */
export type BetterSqlite3 = new (file: string) => Pick<DatabaseSync, 'exec' | 'close'> & {
  readonly prepare: (
    sql: string,
  ) => Pick<StatementSync, 'all' | 'columns' | 'iterate' | 'run'> & { readonly raw: () => unknown };
};

/** The others, as they are installed. */
export interface Contestants {
  readonly emmett: Emmett;
  readonly BetterSqlite3: BetterSqlite3;
  /** Their names and versions, for a report. */
  readonly versions: string;
}

/** Where the others are, outside of the project's own install. */
export const CONTESTANTS_FOLDER = join(__dirname, '../../contestants');

/** The command that brings them. */
export const BRING_CONTESTANTS = 'npx --yes pnpm@12 bench:contestants';

const EMMETT = '@event-driven-io/emmett-sqlite';

/** Finds the others, or tells why they cannot be loaded. */
export const findContestants = (folder: string = CONTESTANTS_FOLDER): Contestants | string => {
  const load = createRequire(join(folder, 'package.json'));
  try {
    const { dependencies } = load('./package.json') as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    return {
      emmett: load(EMMETT) as Emmett,
      BetterSqlite3: load('better-sqlite3') as BetterSqlite3,
      versions: Object.entries(dependencies)
        .map((entry) => entry.join(' '))
        .join(', '),
    };
  } catch (thrown) {
    const [reason] = String(thrown).split('\n');
    return `left out: ${reason ?? ''}; \`${BRING_CONTESTANTS}\` brings what it runs beside`;
  }
};

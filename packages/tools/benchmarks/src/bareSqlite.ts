import { DatabaseSync, type StatementSync } from 'node:sqlite';

import type { Append } from './workload';

/** A row as its columns stand in the table. */
type Row = ReadonlyArray<string | number>;

/** The rows that one append left behind, exactly as the store wrote them. */
export interface WrittenRows {
  readonly events: ReadonlyArray<Row>;
  readonly claims: ReadonlyArray<readonly [key: string, stream: string]>;
}

/** A library for SQLite, as far as it is needed here. */
export interface SqliteLibrary {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => Pick<StatementSync, 'run'>;
  /** Prepares a statement that answers rows as arrays. */
  readonly prepareArrays: (sql: string) => Pick<StatementSync, 'all' | 'columns' | 'iterate'>;
  readonly close: () => void;
}

type Statement = Pick<StatementSync, 'all' | 'columns' | 'iterate' | 'run'>;

/** Uses a database whose statements are told in some way to answer arrays. */
export const libraryOf = <S extends Statement>(
  database: Pick<DatabaseSync, 'exec' | 'close'> & { readonly prepare: (sql: string) => S },
  answerArrays: (statement: S) => unknown,
): SqliteLibrary => ({
  exec: (sql) => {
    database.exec(sql);
  },
  prepare: (sql) => database.prepare(sql),
  prepareArrays: (sql) => {
    const statement = database.prepare(sql);
    answerArrays(statement);
    return statement;
  },
  close: () => {
    database.close();
  },
});

/** Opens a file with `node:sqlite`. */
const nodeSqlite = (file: string): SqliteLibrary =>
  libraryOf(new DatabaseSync(file), (statement) => {
    statement.setReturnArrays(true);
  });

/** Bare SQLite on a file of the store's: what nobody can be faster than. */
export interface BareSqlite {
  /** Finds the rows of an append that is stored. */
  readonly rowsOf: (append: Append) => WrittenRows;
  /** Inserts the rows of one append in a transaction of its own, and nothing else. */
  readonly insert: (rows: WrittenRows) => void;
  /** Iterates over whole rows in order and parses their data. Answers how many there were. */
  readonly parseRows: () => number;
  /** Reads the data of all events in order. */
  readonly texts: () => ReadonlyArray<string>;
  readonly close: () => void;
}

/** Opens a file that the store made, so that tables, indexes and durability are the store's. */
export const openBareSqlite = (file: string, open = nodeSqlite): BareSqlite => {
  const database = open(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const ofAppend = database.prepareArrays(
    'SELECT * FROM events WHERE stream = ? AND revision BETWEEN ? AND ?',
  );
  const all = database.prepareArrays('SELECT * FROM events ORDER BY position');
  const columns = all.columns().map(({ name }) => name);
  const data = columns.indexOf('data');
  const values = columns.map(() => '?').join(', ');
  const event = database.prepare(`INSERT INTO events VALUES (${values})`);
  const claim = database.prepare('INSERT INTO claims (key, stream) VALUES (?, ?)');
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');

  const insertRows = ({ events, claims }: WrittenRows): void => {
    for (const row of events) event.run(...row);
    for (const row of claims) claim.run(...row);
  };
  const rows = () => all.iterate() as Iterable<unknown> as Iterable<Row>;

  return {
    rowsOf: ({ stream, expected, events, claims }) => {
      const first = expected === 'no-stream' ? 0 : expected + 1;
      return {
        events: ofAppend.all(stream, first, first + events.length - 1) as unknown as Array<Row>,
        claims: claims.map((key) => [key, stream]),
      };
    },
    insert: (written) => {
      // One statement is a transaction by itself.
      if (written.events.length + written.claims.length === 1) {
        insertRows(written);
        return;
      }
      begin.run();
      insertRows(written);
      commit.run();
    },
    parseRows: () => {
      let count = 0;
      for (const row of rows()) {
        JSON.parse(String(row[data]));
        count += 1;
      }
      return count;
    },
    texts: () => Array.from(rows(), (row) => String(row[data])),
    close: database.close,
  };
};

import { DatabaseSync } from 'node:sqlite';

import type { Append } from './workload';

/** Bare `node:sqlite` on a file of the store's: what nobody can be faster than. */
export interface BareSqlite {
  /** Inserts the rows of one append in a transaction of its own, and nothing else. */
  readonly insert: (append: Append) => void;
  /** Inserts the rows of many appends in one transaction. */
  readonly insertAll: (appends: ReadonlyArray<Append>) => void;
  /** Iterates over whole rows in order and parses their data. Answers how many there were. */
  readonly parseRows: () => number;
  /** Reads the data of all events in order. */
  readonly texts: () => ReadonlyArray<string>;
  readonly close: () => void;
}

const COLUMNS = 'stream, revision, id, type, schema_version, recorded_at, data, metadata';

/** Opens a file that the store made, so that tables, indexes and durability are the store's. */
export const openBareSqlite = (file: string): BareSqlite => {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const event = database.prepare(`INSERT INTO events (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const claim = database.prepare('INSERT INTO claims (key, stream) VALUES (?, ?)');
  const rows = database.prepare(`SELECT position, ${COLUMNS} FROM events ORDER BY position`);
  rows.setReturnArrays(true);
  const data = database.prepare('SELECT data FROM events ORDER BY position');

  const insertRows = ({ stream, expected, events, claims }: Append): void => {
    const first = expected === 'no-stream' ? 0 : expected + 1;
    const at = new Date().toISOString();
    for (const [index, e] of events.entries())
      event.run(stream, first + index, e.id, e.type, e.schemaVersion, at, e.data, e.metadata);
    for (const key of claims) claim.run(key, stream);
  };
  const insertAll = (appends: ReadonlyArray<Append>): void => {
    begin.run();
    for (const append of appends) insertRows(append);
    commit.run();
  };

  return {
    insert: (append) => {
      // One statement is a transaction by itself.
      if (append.events.length + append.claims.length === 1) insertRows(append);
      else insertAll([append]);
    },
    insertAll,
    parseRows: () => {
      let count = 0;
      for (const row of rows.iterate() as Iterable<unknown> as Iterable<ReadonlyArray<string>>) {
        JSON.parse(row[7] ?? '');
        count += 1;
      }
      return count;
    },
    texts: () => Array.from(data.iterate(), (row) => String(row['data'])),
    close: () => {
      database.close();
    },
  };
};

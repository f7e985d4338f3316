import {
  StoreReadError,
  type Position,
  type RecordedEvent,
  type Revision,
  type StreamName,
} from '@facture/contract';
import type { Either } from 'fp-ts/Either';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

import { fromRow, READ_COLUMNS, type EventRow } from './eventRow';
import type { Page } from './iteratePages';
import { prefixRange } from './prefixRange';
import { attempt, reading, type SqliteFailure } from './sqliteFailure';
import { prepareOn } from './statement';

/** Reads events in pages. Each reading is over when it returns, so that none holds up a checkpoint. */
export interface EventReader {
  readonly head: () => Either<SqliteFailure, Position | undefined>;
  readonly ofStream: (stream: StreamName, from: Revision, size: number) => Page<RecordedEvent>;
  /** Reads the streams of a prefix after one position, up to and including another. */
  readonly ofAll: (
    after: Position,
    upTo: Position,
    prefix: string,
    size: number,
  ) => Page<RecordedEvent>;
}

// A page also ends where its text comes to so much, so that memory stays bounded.
const PAGE_CHARACTERS = 1_000_000;

// The largest integer that SQLite takes: whoever asks for what comes later gets nothing.
const LAST_POSITION: Position = 2n ** 63n - 1n;

const readPage = (
  size: number,
  statement: StatementSync,
  ...values: ReadonlyArray<SQLInputValue>
): Page<RecordedEvent> => {
  const items: Array<RecordedEvent> = [];
  let characters = 0;
  for (const row of statement.iterate(...values) as Iterable<unknown> as Iterable<EventRow>) {
    if (items.length === size || characters >= PAGE_CHARACTERS) return { items, isLast: false };
    const event = fromRow(row);
    if (event !== undefined) {
      characters += event.data.length + event.metadata.length;
      items.push(event);
      // What comes before a damaged event is read all the same.
    } else if (items.length > 0) return { items, isLast: false };
    else throw new StoreReadError('Fatal', `the event at position ${row[9]} is damaged`);
  }
  return { items, isLast: true };
};

/** Prepares the reading of events. */
export const createEventReader = (database: DatabaseSync): EventReader => {
  const prepare = prepareOn(database);
  const head = prepare('SELECT max(position) FROM events');
  const ofStream = prepare(
    `SELECT ${READ_COLUMNS} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision`,
  );
  const between = 'WHERE position > ? AND position <= ?';
  const ofAll = prepare(`SELECT ${READ_COLUMNS} FROM events ${between} ORDER BY position`);
  // The plus keeps SQLite on the order of positions: it would sort what an index on streams finds.
  const ofPrefix = prepare(
    `SELECT ${READ_COLUMNS} FROM events ${between}
       AND +stream >= ? AND +stream < ? ORDER BY position`,
  );

  return {
    head: () =>
      attempt(() => {
        const [position] = head.get() as unknown as [number | null];
        return position === null ? undefined : BigInt(position);
      }),
    ofStream: (stream, from, size) => reading(() => readPage(size, ofStream, stream, from)),
    ofAll: (position, upTo, prefix, size) =>
      reading(() => {
        const after = position < LAST_POSITION ? position : LAST_POSITION;
        if (prefix === '') return readPage(size, ofAll, after, upTo);
        const { from, before } = prefixRange(prefix);
        return readPage(size, ofPrefix, after, upTo, from, before);
      }),
  };
};

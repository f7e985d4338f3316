import {
  StoreReadError,
  type Position,
  type RecordedEvent,
  type Revision,
  type StreamName,
} from '@facture/contract';
import type { Either } from 'fp-ts/Either';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

import {
  fromRow,
  isWhole,
  READ_COLUMNS,
  SHORT_COLUMNS,
  type EventRow,
  type ShortRow,
} from './eventRow';
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

/** Prepares the reading of events. */
export const createEventReader = (database: DatabaseSync): EventReader => {
  const prepare = prepareOn(database);
  const head = prepare('SELECT max(position) FROM events');
  const wholeRow = prepare(`SELECT ${READ_COLUMNS} FROM events WHERE position = ?`);

  const rowOf = (row: ShortRow): EventRow =>
    isWhole(row) ? row : (wholeRow.get(row[9]) as unknown as EventRow);

  /**
   * Prepares the reading of pages. One call that gives all rows of a page costs less than one for each
   * row; a text that is long is read by a call of its own, when it is known that the page has room.
   */
  const pagesOf = (condition: string) => {
    // With the size in their text: SQLite compiles a statement anew for each value given to a LIMIT.
    const bySize = new Map<number, StatementSync>();
    const statementOf = (size: number): StatementSync => {
      const known = bySize.get(size);
      if (known !== undefined) return known;
      const sql = `SELECT ${SHORT_COLUMNS} FROM events WHERE ${condition} LIMIT ${size + 1}`;
      const statement = prepare(sql);
      bySize.set(size, statement);
      return statement;
    };
    return (size: number, ...values: ReadonlyArray<SQLInputValue>): Page<RecordedEvent> => {
      const rows = statementOf(size).all(...values) as unknown as Array<ShortRow>;
      const items: Array<RecordedEvent> = [];
      let characters = 0;
      for (const row of rows) {
        if (items.length === size || characters >= PAGE_CHARACTERS) return { items, isLast: false };
        const event = fromRow(rowOf(row));
        if (event !== undefined) {
          characters += event.data.length + event.metadata.length;
          items.push(event);
          // What comes before a damaged event is read all the same.
        } else if (items.length > 0) return { items, isLast: false };
        else throw new StoreReadError('Fatal', `the event at position ${row[9]} is damaged`);
      }
      return { items, isLast: true };
    };
  };

  const ofStream = pagesOf('stream = ? AND revision >= ? ORDER BY revision');
  const ofAll = pagesOf('position > ? AND position <= ? ORDER BY position');
  // The plus keeps SQLite on the order of positions: it would sort what an index on streams finds.
  const ofPrefix = pagesOf(
    `position > ? AND position <= ? AND +stream >= ? AND +stream < ? ORDER BY position`,
  );

  return {
    head: () =>
      attempt(() => {
        const [position] = head.get() as unknown as [number | null];
        return position === null ? undefined : BigInt(position);
      }),
    ofStream: (stream, from, size) => reading(() => ofStream(size, stream, from)),
    ofAll: (position, upTo, prefix, size) =>
      reading(() => {
        const after = position < LAST_POSITION ? position : LAST_POSITION;
        if (prefix === '') return ofAll(size, after, upTo);
        const { from, before } = prefixRange(prefix);
        return ofPrefix(size, after, upTo, from, before);
      }),
  };
};

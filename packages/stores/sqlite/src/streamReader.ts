import {
  StoreReadError,
  type Position,
  type RecordedEvent,
  type StreamName,
} from '@facture/contract';
import type { DatabaseSync } from 'node:sqlite';

import { fromRow, READ_COLUMNS, type EventRow } from './eventRow';
import { prefixRange } from './prefixRange';
import { reading } from './sqliteFailure';
import { prepareOn } from './statement';

/** Streams whose names lie next to each other, and up to which position they are of interest. */
export interface StreamRange {
  readonly from: StreamName;
  /** The first name that is not in it, or SQLite's value after all names. */
  readonly before: StreamName | Uint8Array;
  readonly upTo: Position;
}

/** Reads stream after stream, in the order of the bytes of their names. */
export interface StreamReader {
  /** Parts a prefix into ranges of about so many events each. No stream is in two. */
  readonly ranges: (prefix: string, upTo: Position, size: number) => Iterable<StreamRange>;
  /** The events of a range, each stream's in the order of its revisions. */
  readonly events: (range: StreamRange) => Iterable<RecordedEvent>;
}

/** Prepares the reading of streams. What it gives throws a `StoreReadError` while it is read. */
export const createStreamReader = (database: DatabaseSync): StreamReader => {
  const prepare = prepareOn(database);
  const nth = prepare(
    'SELECT stream FROM events WHERE stream > ? AND stream < ? ORDER BY stream LIMIT 1 OFFSET ?',
  );
  const ofRange = prepare(
    `SELECT ${READ_COLUMNS} FROM events
       WHERE stream >= ? AND stream < ? AND +position <= ? ORDER BY stream, revision`,
  );

  return {
    *ranges(prefix, upTo, size) {
      const whole = prefixRange(prefix);
      let from: StreamName | undefined = whole.from;
      while (from !== undefined) {
        const start: StreamName = from;
        const found = reading(() => nth.get(start, whole.before, size)) as unknown;
        [from] = (found ?? []) as [StreamName?];
        yield { from: start, before: from ?? whole.before, upTo };
      }
    },
    *events({ from, before, upTo }) {
      const rows = ofRange.iterate(from, before, upTo) as Iterable<unknown> as Iterable<EventRow>;
      for (const row of rows) {
        const event = fromRow(row);
        if (event === undefined)
          throw new StoreReadError('Fatal', `the event at position ${row[9]} is damaged`);
        yield event;
      }
    },
  };
};

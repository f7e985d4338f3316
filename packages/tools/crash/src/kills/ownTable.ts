import type { Position } from '@facture/contract';
import { DatabaseSync } from 'node:sqlite';

/** What somebody else keeps of an order. Both numbers are wrong where a message came twice or not. */
export interface TableRow {
  readonly orderId: string;
  /** How many messages there were about it. */
  readonly messages: number;
  /** What was invoiced less what was returned. */
  readonly currentMinor: number;
}

/** A table, and the last message that is in it. */
export interface TableContent {
  readonly position: Position | undefined;
  readonly rows: ReadonlyArray<TableRow>;
}

/** A table of somebody else's, who keeps it exactly once by keeping the position beside it. */
export interface OwnTable {
  readonly content: () => TableContent;
  readonly position: () => Position | undefined;
  /** Takes one message in one transaction, unless it was taken before. */
  readonly take: (position: Position, change: (upsert: Upsert) => void) => void;
  readonly close: () => void;
}

/** Counts a message of an order, and adds to or replaces what it comes to. */
type Upsert = (orderId: string, minor: number, how: 'add' | 'replace') => void;

/** Opens the table of a subscriber, and makes it where there is none. */
export const openOwnTable = (file: string): OwnTable => {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  database.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS orders (
      order_id TEXT PRIMARY KEY, messages INTEGER NOT NULL, minor INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS handled (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1), position TEXT NOT NULL) STRICT;
  `);
  const upsert = (sum: string) =>
    database.prepare(`INSERT INTO orders VALUES (?, 1, ?)
      ON CONFLICT DO UPDATE SET messages = messages + 1, minor = ${sum}excluded.minor`);
  const statements = { add: upsert('minor + '), replace: upsert('') };
  const keep = database.prepare(
    'INSERT INTO handled VALUES (1, ?) ON CONFLICT DO UPDATE SET position = excluded.position',
  );
  const select = database.prepare('SELECT position FROM handled');
  const rows = database.prepare('SELECT order_id, messages, minor FROM orders ORDER BY order_id');

  const position = (): Position | undefined => {
    const row = select.get();
    return row === undefined ? undefined : BigInt(String(row['position']));
  };
  const within = <A>(begin: string, body: () => A): A => {
    database.exec(begin);
    try {
      const result = body();
      database.exec('COMMIT');
      return result;
    } catch (thrown) {
      database.exec('ROLLBACK');
      throw thrown;
    }
  };
  return {
    position,
    content: () =>
      within('BEGIN', () => ({
        position: position(),
        rows: rows.all().map((row) => ({
          orderId: String(row['order_id']),
          messages: Number(row['messages']),
          currentMinor: Number(row['minor']),
        })),
      })),
    take: (taken, change) => {
      within('BEGIN IMMEDIATE', () => {
        const handled = position();
        if (handled !== undefined && taken <= handled) return;
        change((orderId, minor, how) => {
          statements[how].run(orderId, minor);
        });
        keep.run(taken.toString());
      });
    },
    close: () => {
      database.close();
    },
  };
};

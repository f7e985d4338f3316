import {
  firstRevision,
  isSameEvent,
  type AppendOutcome,
  type ClaimKey,
  type EventToAppend,
  type ExpectedRevision,
  type StreamName,
} from '@facture/contract';
import type { DatabaseSync } from 'node:sqlite';

/** An append that is well formed, as it waits for its transaction. */
export interface AppendRequest {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly events: ReadonlyArray<EventToAppend>;
  readonly claims: ReadonlyArray<ClaimKey>;
}

/** Asks and writes for one append. Each call throws when SQLite does. */
export interface AppendRules {
  readonly holder: (key: ClaimKey) => StreamName | undefined;
  /** The answer to an append whose events are all stored already where it would put them. */
  readonly repeated: (request: AppendRequest) => AppendOutcome | undefined;
  /** Decides about an append and writes it, in a transaction that somebody else began. */
  readonly append: (request: AppendRequest) => AppendOutcome;
}

type StoredRow = [
  revision: number,
  position: number,
  id: string,
  type: string,
  schemaVersion: number,
  data: string,
  metadata: string,
];

const isStoredAs = (row: StoredRow | undefined, event: EventToAppend): boolean => {
  if (row === undefined) return false;
  const [, , id, type, schemaVersion, data, metadata] = row;
  return isSameEvent({ id, type, schemaVersion, data, metadata }, event);
};

/** Prepares the rules that every store follows, in their order, over the tables of events and claims. */
export const createAppendRules = (database: DatabaseSync, now: () => Date): AppendRules => {
  const prepare = (sql: string) => {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  const selectInPlace = prepare(
    `SELECT revision, position, id, type, schema_version, data, metadata
       FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`,
  );
  const selectId = prepare('SELECT 1 FROM events WHERE id = ?');
  const selectRevision = prepare('SELECT max(revision) FROM events WHERE stream = ?');
  const selectHolder = prepare('SELECT stream FROM claims WHERE key = ?');
  const insertEvent = database.prepare(
    `INSERT INTO events (stream, revision, id, type, schema_version, recorded_at, data, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertClaim = database.prepare('INSERT OR IGNORE INTO claims (key, stream) VALUES (?, ?)');

  const repeated: AppendRules['repeated'] = ({ stream, expected, events }) => {
    const first = firstRevision(expected);
    const stored = selectInPlace.all(stream, first, events.length) as unknown as Array<StoredRow>;
    const isRepeat = events.every((event, index) => isStoredAs(stored[index], event));
    const last = stored.at(-1);
    return isRepeat && last !== undefined
      ? { type: 'Appended', revision: last[0], position: BigInt(last[1]) }
      : undefined;
  };

  const reusedId = (events: ReadonlyArray<EventToAppend>): string | undefined => {
    const seen = new Set<string>();
    const reused = events.find(
      ({ id }) => seen.size === seen.add(id).size || selectId.get(id) !== undefined,
    );
    return reused?.id;
  };

  const revision = (stream: StreamName): ExpectedRevision => {
    const [last] = selectRevision.get(stream) as unknown as [number | null];
    return last ?? 'no-stream';
  };

  const holderOf = (key: ClaimKey): StreamName | undefined => {
    const [stream] = (selectHolder.get(key) ?? []) as unknown as [StreamName?];
    return stream;
  };

  const takenClaim = ({ stream, claims }: AppendRequest): AppendOutcome | undefined => {
    for (const key of claims) {
      const holder = holderOf(key);
      if (holder !== undefined && holder !== stream) return { type: 'ClaimTaken', key, holder };
    }
    return undefined;
  };

  const write = ({ stream, expected, events, claims }: AppendRequest): AppendOutcome => {
    const recordedAt = now().toISOString();
    const first = firstRevision(expected);
    let position = 0n;
    events.forEach(({ id, type, schemaVersion, data, metadata }, index) => {
      const at = first + index;
      position = BigInt(
        insertEvent.run(stream, at, id, type, schemaVersion, recordedAt, data, metadata)
          .lastInsertRowid,
      );
    });
    for (const key of claims) insertClaim.run(key, stream);
    return { type: 'Appended', revision: first + events.length - 1, position };
  };

  return {
    holder: holderOf,
    repeated,
    append: (request) => {
      const repeat = repeated(request);
      if (repeat !== undefined) return repeat;
      const id = reusedId(request.events);
      if (id !== undefined) return { type: 'EventIdReused', id };
      const actual = revision(request.stream);
      if (actual !== request.expected) return { type: 'RevisionConflict', actual };
      return takenClaim(request) ?? write(request);
    },
  };
};

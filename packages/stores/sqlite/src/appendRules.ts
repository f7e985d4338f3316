import {
  firstRevision,
  isSameEvent,
  StoreReadError,
  type AppendOutcome,
  type ClaimKey,
  type EventToAppend,
  type ExpectedRevision,
  type StreamName,
} from '@facture/contract';
import type { DatabaseSync } from 'node:sqlite';

import { claimChecksum } from './checksums';
import { toRow, WRITTEN_COLUMNS } from './eventRow';
import { prepareOn } from './statement';

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
  const prepare = prepareOn(database);
  // Bounds rather than LIMIT: SQLite compiles a statement anew for each value given to a LIMIT.
  const selectInPlace = prepare(
    `SELECT revision, position, id, type, schema_version, data, metadata
       FROM events WHERE stream = ? AND revision BETWEEN ? AND ? ORDER BY revision`,
  );
  const selectId = prepare('SELECT 1 FROM events WHERE id = ?');
  const selectRevision = prepare('SELECT max(revision) FROM events WHERE stream = ?');
  const selectHolder = prepare('SELECT stream, checksum FROM claims WHERE key = ?');
  const insertEvent = prepare(
    `INSERT INTO events (${WRITTEN_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO NOTHING`,
  );
  const takeBack = prepare('DELETE FROM events WHERE stream = ? AND revision >= ?');
  const insertClaim = prepare(
    'INSERT OR IGNORE INTO claims (key, stream, checksum) VALUES (?, ?, ?)',
  );

  const repeated: AppendRules['repeated'] = ({ stream, expected, events }) => {
    const first = firstRevision(expected);
    const end = first + events.length - 1;
    const stored = selectInPlace.all(stream, first, end) as unknown as Array<StoredRow>;
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
    const found = selectHolder.get(key) as unknown as [StreamName, number] | undefined;
    if (found === undefined) return undefined;
    const [stream, checksum] = found;
    if (checksum !== claimChecksum(key, stream))
      throw new StoreReadError('Fatal', `the claim ${JSON.stringify(key)} is damaged`);
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
    let revision = first - 1;
    let position = 0n;
    for (const event of events) {
      revision += 1;
      const row = toRow({ ...event, stream, revision, recordedAt });
      const { changes, lastInsertRowid } = insertEvent.run(...row);
      if (changes === 0) {
        takeBack.run(stream, first);
        return { type: 'EventIdReused', id: event.id };
      }
      position = BigInt(lastInsertRowid);
    }
    for (const key of claims) insertClaim.run(key, stream, claimChecksum(key, stream));
    return { type: 'Appended', revision, position };
  };

  return {
    holder: holderOf,
    repeated,
    append: (request) => {
      const actual = revision(request.stream);
      const isAsExpected = actual === request.expected;
      // What was appended before has left the stream beyond the expected revision.
      const repeat = isAsExpected ? undefined : repeated(request);
      if (repeat !== undefined) return repeat;
      const refused: AppendOutcome | undefined = isAsExpected
        ? takenClaim(request)
        : { type: 'RevisionConflict', actual };
      // Writing finds a reused id by itself; a refusal must not hide it.
      if (refused === undefined) return write(request);
      const id = reusedId(request.events);
      return id === undefined ? refused : { type: 'EventIdReused', id };
    },
  };
};

import type { AppendOutcome, EventToAppend } from '@facture/contract';
import { afterAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

import { sqliteStore, type SqliteStore } from './sqliteStore';
import { collect } from './testing/collect';
import { openStore, removeTemporaryFiles, temporaryFile } from './testing/temporaryStore';
import { sqliteError, WatchedDatabase } from './testing/watchedDatabase';

afterAll(removeTemporaryFiles);

const FULL = 13;
const IO_ERROR_FSYNC = 10 + 4 * 256;
const LONGEST_TEXT = 100_000;

const anEvent = (data = '{}'): EventToAppend => ({
  id: randomUUID(),
  type: 'Happened',
  schemaVersion: 1,
  data,
  metadata: '{}',
});

const append = (
  store: SqliteStore,
  stream: string,
  event = anEvent(),
  claims: Array<string> = [],
) => store.append(stream, 'no-stream', [event], { claims })();

const onStore = async (
  run: (store: SqliteStore, database: WatchedDatabase, file: string) => Promise<void>,
): Promise<void> => {
  const file = temporaryFile();
  await openStore(file).close();
  const database = new WatchedDatabase(file, { timeout: 20, limits: { length: LONGEST_TEXT } });
  const store = sqliteStore(
    { events: database, models: new DatabaseSync(file) },
    { now: () => new Date(), pollIntervalMs: 5 },
  );
  await run(store, database, file);
  await store.close();
};

const storedStreams = async (store: SqliteStore) =>
  (await collect(store.readAll())).map(({ stream }) => stream);

const typesOf = (outcomes: ReadonlyArray<AppendOutcome>) => outcomes.map(({ type }) => type);

describe('appends', () => {
  it('that wait together share one transaction', () =>
    onStore(async (store, database) => {
      const streams = Array.from({ length: 64 }, (_, n) => `s-${n}`);
      const outcomes = await Promise.all(streams.map((stream) => append(store, stream)));
      expect(new Set(typesOf(outcomes))).toEqual(new Set(['Appended']));
      expect(database.count('COMMIT')).toBe(1);
      expect(await storedStreams(store)).toEqual(streams);
    }));

  it('that come one by one are committed one by one', () =>
    onStore(async (store, database) => {
      for (let n = 0; n < 5; n++) await append(store, `s-${n}`);
      expect(database.count('COMMIT')).toBe(5);
    }));

  it('are all answered when there are more than one transaction takes', () =>
    onStore(async (store, database) => {
      const streams = Array.from({ length: 600 }, (_, n) => `s-${n}`);
      await Promise.all(streams.map((stream) => append(store, stream)));
      expect(database.count('COMMIT')).toBe(3);
      expect(await storedStreams(store)).toEqual(streams);
    }));

  it('that are refused do not affect those that share their transaction', () =>
    onStore(async (store, database) => {
      const event = anEvent();
      const outcomes = await Promise.all([
        append(store, 's-1', event, ['k']),
        append(store, 's-1'),
        append(store, 's-2', anEvent(), ['k']),
        append(store, 's-3', event),
        append(store, 's-1', event, ['k']),
        append(store, 's-4'),
      ]);
      expect(outcomes).toEqual([
        { type: 'Appended', revision: 0, position: 1n },
        { type: 'RevisionConflict', actual: 0 },
        { type: 'ClaimTaken', key: 'k', holder: 's-1' },
        { type: 'EventIdReused', id: event.id },
        { type: 'Appended', revision: 0, position: 1n },
        { type: 'Appended', revision: 0, position: 2n },
      ]);
      expect(database.count('COMMIT')).toBe(1);
      expect(await storedStreams(store)).toEqual(['s-1', 's-4']);
    }));

  it('that are found to be refused half-way leave their stream as it was', () =>
    onStore(async (store) => {
      const event = anEvent();
      await append(store, 's-1', event);
      const outcomes = await Promise.all([
        store.append('s-1', 0, [anEvent(), event])(),
        store.append('s-1', 0, [anEvent()], { claims: ['k'] })(),
      ]);
      expect(outcomes).toEqual([
        { type: 'EventIdReused', id: event.id },
        { type: 'Appended', revision: 1, position: 2n },
      ]);
      expect(await storedStreams(store)).toEqual(['s-1', 's-1']);
    }));

  it('that SQLite cannot write do not affect those that share their transaction', () =>
    onStore(async (store) => {
      const tooLong = anEvent(JSON.stringify('x'.repeat(LONGEST_TEXT)));
      const outcomes = await Promise.all([
        append(store, 's-1'),
        append(store, 's-2', tooLong, ['k']),
        append(store, 's-3'),
      ]);
      expect(typesOf(outcomes)).toEqual(['Appended', 'Fatal', 'Appended']);
      expect(await storedStreams(store)).toEqual(['s-1', 's-3']);
      expect(await store.claimHolder('k')).toBeUndefined();
    }));
});

describe('when SQLite fails', () => {
  it('a lock that another process keeps makes the store unavailable, until it is let go', () =>
    onStore(async (store, _, file) => {
      const other = new DatabaseSync(file);
      other.exec('BEGIN IMMEDIATE');
      const event = anEvent();
      expect(await append(store, 's-1', event)).toMatchObject({ type: 'Unavailable' });
      other.exec('COMMIT');
      other.close();
      expect(await storedStreams(store)).toEqual([]);
      expect(await append(store, 's-1', event)).toMatchObject({ type: 'Appended' });
    }));

  it('a full disk makes the store unavailable, with nothing written', () =>
    onStore(async (store, database) => {
      const data = JSON.stringify('x'.repeat(50_000));
      database.exec('PRAGMA max_page_count = 40');
      const streams = Array.from({ length: 8 }, (_, n) => `s-${n}`);
      const outcomes = await Promise.all(
        streams.map((stream) => append(store, stream, anEvent(data), [stream])),
      );
      const written = streams.filter((_, n) => outcomes[n]?.type === 'Appended');
      expect(written.length).toBeLessThan(streams.length);
      expect(new Set(typesOf(outcomes))).toEqual(new Set(['Appended', 'Unavailable']));
      expect(await storedStreams(store)).toEqual(written);
      for (const stream of streams)
        expect(await store.claimHolder(stream)).toBe(written.find((one) => one === stream));
      database.exec('PRAGMA max_page_count = 4000');
      expect(await append(store, 's-9', anEvent(data))).toMatchObject({ type: 'Appended' });
    }));

  it('a commit that fails for want of room wrote nothing', () =>
    onStore(async (store, database) => {
      database.instead = (sql, execute) => {
        if (sql === 'COMMIT') throw sqliteError(FULL, 'database or disk is full');
        execute(sql);
      };
      const outcomes = await Promise.all([append(store, 's-1'), append(store, 's-2')]);
      expect(typesOf(outcomes)).toEqual(['Unavailable', 'Unavailable']);
      database.instead = undefined;
      expect(await storedStreams(store)).toEqual([]);
    }));

  it('a commit that fails otherwise may have written, and is safely repeated', () =>
    onStore(async (store, database) => {
      database.instead = (sql, execute) => {
        if (sql === 'COMMIT') throw sqliteError(IO_ERROR_FSYNC, 'disk I/O error');
        execute(sql);
      };
      const event = anEvent();
      expect(await append(store, 's-1', event)).toMatchObject({ type: 'OutcomeUnknown' });
      database.instead = undefined;
      expect(await append(store, 's-1', event)).toMatchObject({ type: 'Appended', revision: 0 });
      expect(await storedStreams(store)).toEqual(['s-1']);
    }));

  it('a commit that is done although it fails is told as done', () =>
    onStore(async (store, database) => {
      await append(store, 's-1');
      database.instead = (sql, execute) => {
        execute(sql);
        if (sql === 'COMMIT') throw sqliteError(IO_ERROR_FSYNC, 'disk I/O error');
      };
      const outcomes = await Promise.all([append(store, 's-1'), append(store, 's-2')]);
      expect(outcomes).toMatchObject([
        { type: 'OutcomeUnknown' },
        { type: 'Appended', revision: 0, position: 2n },
      ]);
      database.instead = undefined;
      expect(await storedStreams(store)).toEqual(['s-1', 's-2']);
    }));
});

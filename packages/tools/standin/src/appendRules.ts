import type { EventLog } from './eventLog';
import { isSoftDeleted, metastreamOf, originalOf } from './streamMetadata';

/** What an append, a delete or a tombstone expects of the stream. */
export type Expected = bigint | 'no_stream' | 'stream_exists' | 'any';

/** The part of a request's options that tells what is expected, whatever the request. */
interface Expecting {
  readonly hasNoStream: () => boolean;
  readonly hasStreamExists: () => boolean;
}

/** Reads what a request expects; the revision is absent where the request names none. */
export const expectedOf = (options: Expecting, revision: string | undefined): Expected => {
  if (revision !== undefined) return BigInt(revision);
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : 'any';
};

/** What is done with an append. */
export type Decision =
  | { readonly type: 'write'; readonly softDeleted: boolean }
  /** The same ids stand in the log already, the last of them at this revision. */
  | { readonly type: 'repeat'; readonly endRevision: bigint }
  | { readonly type: 'wrong-expected-version' }
  | { readonly type: 'stream-deleted' };

/** A stream that does not exist is one event before its first. */
export const noStream = -1n;

/** The revision of the last event of a stream, hidden or not. */
export const lastRevision = (log: EventLog, stream: string): bigint =>
  BigInt(log.events(stream).length) + noStream;

/** Tells whether a stream, or the stream whose metadata it holds, has a tombstone. */
export const isTombstoned = (log: EventLog, stream: string): boolean =>
  log.isTombstoned(stream) || log.isTombstoned(originalOf(stream) ?? stream);

/** Looks the ids up in the memory of recent ids: all that protects an append without a revision. */
const decideByMemory = (log: EventLog, stream: string, ids: ReadonlyArray<string>): Decision => {
  const places = ids.map(log.recall).map((place) => (place?.stream === stream ? place : undefined));
  const firstUnknown = places.indexOf(undefined);
  const end = places.at(-1);
  if (firstUnknown > 0) return { type: 'wrong-expected-version' };
  return firstUnknown === 0 || end === undefined
    ? { type: 'write', softDeleted: isSoftDeleted(log, stream) }
    : { type: 'repeat', endRevision: end.revision };
};

/** Compares the ids with what follows the expected revision, one by one; never type or body. */
const decideByPlace = (
  log: EventLog,
  stream: string,
  expected: bigint,
  ids: ReadonlyArray<string>,
): Decision => {
  const events = log.events(stream);
  const next = Number(expected) + 1;
  const firstOther = ids.findIndex((id, index) => events[next + index]?.event.id !== id);
  if (firstOther < 0 && ids.length > 0) {
    return { type: 'repeat', endRevision: expected + BigInt(ids.length) };
  }
  return firstOther === 0 && expected === noStream && isSoftDeleted(log, stream)
    ? { type: 'write', softDeleted: true }
    : { type: 'wrong-expected-version' };
};

/** Decides an append as the server's index writer does; ids alone say whether it is a repeat. */
export const decideAppend = (
  log: EventLog,
  stream: string,
  expected: Expected,
  ids: ReadonlyArray<string>,
): Decision => {
  const current = lastRevision(log, stream);
  if (isTombstoned(log, stream)) return { type: 'stream-deleted' };
  if (expected === 'stream_exists') {
    if (isSoftDeleted(log, stream)) return { type: 'stream-deleted' };
    if (current === noStream && lastRevision(log, metastreamOf(stream)) === noStream) {
      return { type: 'wrong-expected-version' };
    }
  }
  if (expected === 'any' || expected === 'stream_exists') return decideByMemory(log, stream, ids);

  const revision = expected === 'no_stream' ? noStream : expected;
  if (revision < current) return decideByPlace(log, stream, revision, ids);
  return revision > current
    ? { type: 'wrong-expected-version' }
    : { type: 'write', softDeleted: isSoftDeleted(log, stream) };
};

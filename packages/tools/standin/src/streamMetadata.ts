import type { EventLog } from './eventLog';
import type { StoredEvent } from './storedEvent';

/** What the last event of `$$stream` says about which events of the stream are shown. */
interface Retention {
  readonly maxCount: number;
  readonly maxAgeMs: number;
  /** Events before this revision are hidden; infinite once the stream is softly deleted. */
  readonly truncateBefore: number;
}

const everything: Retention = { maxCount: Infinity, maxAgeMs: Infinity, truncateBefore: 0 };

const metastreamPrefix = '$$';

/** The stream that holds the metadata of a stream. */
export const metastreamOf = (stream: string): string => metastreamPrefix + stream;

/** The stream whose metadata a metastream holds. */
export const originalOf = (stream: string): string | undefined =>
  stream.startsWith(metastreamPrefix) ? stream.slice(metastreamPrefix.length) : undefined;

/** The raw metadata of a stream, empty where there is none or it is no JSON object. */
export const rawMetadata = (log: EventLog, stream: string): Record<string, unknown> => {
  const last = log.events(metastreamOf(stream)).at(-1);
  if (last === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(Buffer.from(last.event.data).toString());
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
};

const retentionOf = (log: EventLog, stream: string): Retention => {
  // Of its own history a metastream shows the last event only.
  if (originalOf(stream) !== undefined) return { ...everything, maxCount: 1 };
  const metadata = rawMetadata(log, stream);
  const number = (key: string, otherwise: number): number =>
    typeof metadata[key] === 'number' ? metadata[key] : otherwise;
  const truncateBefore = number('$tb', 0);
  return {
    maxCount: number('$maxCount', Infinity),
    maxAgeMs: number('$maxAge', Infinity) * 1000,
    // The mark of a soft delete is beyond the integers that JSON.parse keeps exact.
    truncateBefore: Number.isSafeInteger(truncateBefore) ? truncateBefore : Infinity,
  };
};

/** Tells whether a stream was deleted in the way that can be undone by appending. */
export const isSoftDeleted = (log: EventLog, stream: string): boolean =>
  retentionOf(log, stream).truncateBefore === Infinity;

/** Tells which events of a stream a read of that stream shows; `$all` shows all of them. */
export const visibleIn = (
  log: EventLog,
  stream: string,
  nowMs: number,
): ((event: StoredEvent) => boolean) => {
  const { maxCount, maxAgeMs, truncateBefore } = retentionOf(log, stream);
  const first = Math.max(truncateBefore, log.events(stream).length - maxCount);
  return ({ revision, createdMs }) => Number(revision) >= first && createdMs >= nowMs - maxAgeMs;
};

import type { RecordedEvent, Revision, StreamName } from '@facture/contract';

/** The ids of events that this process has written or read lately. */
export interface KnownIds {
  /** The first revision of a stream whose id is not known; all before it are. */
  readonly next: (stream: StreamName) => Revision;
  readonly isKnown: (id: string) => boolean;
  /** Keeps the id at a place of a stream, if those of all places before it are kept. */
  readonly keep: (place: Pick<RecordedEvent, 'stream' | 'revision' | 'id'>) => void;
}

/**
 * Remembers the ids of whole streams, from their first event on, and forgets the streams that were
 * not touched for longest: an index by id is what the server does not have. The stream touched last
 * is never forgotten.
 */
export const rememberIds = (limit: number): KnownIds => {
  const streams = new Map<StreamName, Array<string>>();
  const ids = new Map<string, StreamName>();

  const touched = (stream: StreamName): Array<string> => {
    const known = streams.get(stream) ?? [];
    streams.delete(stream);
    streams.set(stream, known);
    return known;
  };

  return {
    next: (stream) => streams.get(stream)?.length ?? 0,
    isKnown: (id) => ids.has(id),
    keep: ({ stream, revision, id }) => {
      if (revision !== (streams.get(stream)?.length ?? 0)) return;
      touched(stream).push(id);
      ids.set(id, stream);
      for (const [oldest, forgotten] of streams) {
        if (ids.size <= limit || oldest === stream) break;
        streams.delete(oldest);
        for (const one of forgotten) ids.delete(one);
      }
    },
  };
};

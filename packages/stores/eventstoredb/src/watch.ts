import {
  StoreReadError,
  type RecordedEvent,
  type Revision,
  type StreamName,
} from '@facture/contract';

import type { Finding, WatchMessage, WatchOptions } from './findings';
import type { ReadingContext } from './readings';
import { describedBy, watchFilter } from './streamFilter';
import type { Streams } from './streams';
import { follow } from './subscription';

// Some tens of bytes each.
const KNOWN_STREAMS = 100_000;

const HIDING = ['$tb', '$maxCount', '$maxAge'];

const parsed = (json: string): object => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
};

/** What a write of metadata does to a stream. A soft delete hides up to the largest revision. */
const kindOf = (metadata: string): 'StreamDeleted' | 'EventsHidden' | 'MetadataWritten' => {
  const value = parsed(metadata);
  if ('$tb' in value && Number(value.$tb) > Number.MAX_SAFE_INTEGER) return 'StreamDeleted';
  return HIDING.some((key) => key in value) ? 'EventsHidden' : 'MetadataWritten';
};

/** Remembers where streams stand, and forgets those that were not touched for longest. */
const rememberRevisions = (limit: number) => {
  const revisions = new Map<StreamName, Revision>();
  return {
    of: (stream: StreamName) => revisions.get(stream),
    keep: (stream: StreamName, revision: Revision) => {
      revisions.delete(stream);
      revisions.set(stream, revision);
      const [oldest] = revisions.keys();
      if (revisions.size > limit && oldest !== undefined) revisions.delete(oldest);
    },
  };
};

/**
 * Watches what is done to the histories of a store: writes of metadata, deletions, redactions, and
 * revisions that are missing.
 *
 * Throws `StoreReadError` as a subscription does.
 */
export const watch = (context: ReadingContext, streams: Streams) =>
  async function* ({ after, prefix = '', signal }: WatchOptions = {}): AsyncGenerator<
    WatchMessage,
    undefined
  > {
    const { space } = context;
    const revisions = rememberRevisions(KNOWN_STREAMS);

    const isReadable = async (stream: StreamName, revision: Revision): Promise<boolean> => {
      try {
        const [event] = await streams.read(space + stream, revision, 1);
        return event?.revision === revision;
      } catch (thrown) {
        // A stream that was deleted for ever is refused.
        if (thrown instanceof StoreReadError && thrown.type === 'Fatal') return false;
        throw thrown;
      }
    };

    /** The revision that should have come, of a stream that may not have been watched before. */
    const expected = async ({ stream, revision }: RecordedEvent): Promise<Revision> => {
      const last = revisions.of(stream);
      if (last !== undefined) return last + 1;
      if (revision === 0) return 0;
      return (await isReadable(stream, revision - 1)) ? revision : revision - 1;
    };

    const findingsIn = async (event: RecordedEvent): Promise<ReadonlyArray<Finding>> => {
      const { position, recordedAt, revision, type, data } = event;
      const original = describedBy(event.stream);
      if (original !== undefined)
        return [{ type: kindOf(data), stream: original, position, recordedAt, metadata: data }];
      const found = { stream: event.stream, position, recordedAt };
      if (type === '$streamDeleted') return [{ type: 'StreamTombstoned', ...found }];
      const next = await expected(event);
      revisions.keep(event.stream, revision);
      return [
        ...(data === '' ? [{ type: 'DataMissing', ...found, revision } as const] : []),
        ...(next === revision
          ? []
          : [{ type: 'OutOfSequence', ...found, revision, expected: next } as const]),
      ];
    };

    const filter = watchFilter(space, prefix);
    for await (const message of follow(context, { filter, after, signal })) {
      if (message.type === 'caught-up') yield message;
      else
        for (const finding of await findingsIn(message.event)) yield { type: 'finding', finding };
    }
    return undefined;
  };

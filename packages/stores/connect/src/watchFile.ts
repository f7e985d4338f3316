import type { EventStore, RecordedEvent, Revision, StreamName } from '@facture/contract';
import type { Finding, WatchMessage, WatchOptions } from '@facture/eventstoredb';

// Some tens of bytes each.
const KNOWN_STREAMS = 100_000;

/**
 * Watches a store of which nothing but events can be seen: revisions that are missing are told, and
 * each coming to the end.
 *
 * Throws `StoreReadError` as a subscription does.
 */
export const watchFile = (events: EventStore) =>
  async function* (options: WatchOptions = {}): AsyncGenerator<WatchMessage, undefined> {
    const revisions = new Map<StreamName, Revision>();

    const isThere = async (stream: StreamName, revision: Revision): Promise<boolean> => {
      for await (const event of events.read(stream, { from: revision }))
        return event.revision === revision;
      return false;
    };
    /** The revision that should have come, of a stream that may not have been watched before. */
    const expected = async ({ stream, revision }: RecordedEvent): Promise<Revision> => {
      const last = revisions.get(stream);
      if (last !== undefined) return last + 1;
      if (revision === 0) return 0;
      return (await isThere(stream, revision - 1)) ? revision : revision - 1;
    };
    const keep = ({ stream, revision }: RecordedEvent): void => {
      revisions.delete(stream);
      revisions.set(stream, revision);
      const [oldest] = revisions.keys();
      if (revisions.size > KNOWN_STREAMS && oldest !== undefined) revisions.delete(oldest);
    };

    for await (const message of events.subscribe(options)) {
      if (message.type === 'caught-up') {
        yield message;
        continue;
      }
      const { event } = message;
      const next = await expected(event);
      keep(event);
      if (next === event.revision) continue;
      const { stream, position, recordedAt, revision } = event;
      const found = { stream, position, recordedAt, revision, expected: next };
      const finding: Finding = { type: 'OutOfSequence', ...found };
      yield { type: 'finding', finding };
    }
    return undefined;
  };

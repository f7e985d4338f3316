import {
  EventStoreDBClient,
  jsonEvent,
  type EventData,
  type JSONEventType,
  type ReadPosition,
} from '@eventstore/db-client';

import type { Append } from '../workload';

/** An append as the client takes it. */
interface ClientAppend {
  readonly stream: string;
  readonly expectedRevision: bigint | 'no_stream';
  readonly events: EventData[];
}

/** What the client does by itself for the same appends and readings, and nothing more. */
export interface BareClient {
  readonly prepare: (append: Append) => ClientAppend;
  readonly append: (append: ClientAppend) => Promise<void>;
  /** Where the log of the server ends. */
  readonly end: () => Promise<ReadPosition>;
  /** Reads all streams from a position on, and counts the events of the space. */
  readonly readAll: (fromPosition: ReadPosition) => Promise<number>;
  readonly readStream: (stream: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

// Appends with credentials are calls of their own; without, they may wait for ever on one stream.
const credentials = { username: 'admin', password: 'changeit' };

const parsed = (json: string): JSONEventType['data'] =>
  JSON.parse(json) as Exclude<JSONEventType['data'], string>;

/** Opens the client on a space of its own. */
export const openBareClient = (connectionString: string, space: string): BareClient => {
  const client = EventStoreDBClient.connectionString(connectionString);
  return {
    prepare: ({ stream, expected, events }) => ({
      stream: space + stream,
      expectedRevision: expected === 'no-stream' ? 'no_stream' : BigInt(expected),
      events: events.map(({ id, type, data, metadata }) =>
        jsonEvent({ id, type, data: parsed(data), metadata: parsed(metadata) }),
      ),
    }),
    append: async ({ stream, expectedRevision, events }) => {
      await client.appendToStream(stream, events, { expectedRevision, credentials });
    },
    end: async () => {
      let end: ReadPosition = 'start';
      const last = client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 });
      // A reading that is left early keeps the client from closing.
      for await (const { event } of last) end = event?.position ?? end;
      return end;
    },
    readAll: async (fromPosition) => {
      let count = 0;
      for await (const { event } of client.readAll({ fromPosition }))
        if (event?.streamId.startsWith(space) === true) count += 1;
      return count;
    },
    readStream: async (stream) => {
      let count = 0;
      for await (const { event } of client.readStream(space + stream))
        if (event !== undefined) count += 1;
      return count;
    },
    close: () => client.dispose(),
  };
};

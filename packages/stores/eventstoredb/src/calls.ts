import { EventStoreDBClient, convertToCommandError } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type {
  AppendReq,
  AppendResp,
  BatchAppendResp,
  ReadReq,
  ReadResp,
} from '@eventstore/db-client/generated/streams_pb';
import type {
  CallOptions,
  Channel,
  ClientReadableStream,
  Metadata,
  ServiceError,
} from '@grpc/grpc-js';

import type { ConnectionSettings, Credentials } from './connectionString';
import { answerToWhole, wholeAppend } from './wholeAppend';

/** What the server answers to a reading, message by message, as fast as they are taken. */
export interface ReadCall extends AsyncIterable<ReadResp> {
  /** Tells whether all that has arrived was handed out. */
  readonly isDrained: () => boolean;
  /** Ends the call on the server. An iteration that is left early does not do so by itself. */
  readonly cancel: () => void;
}

/** How a reading is asked for. */
interface ReadSettings {
  /** Only the leader may answer: it alone knows all that was acknowledged. */
  readonly requiresLeader: boolean;
  /** The longest time that the whole reading may take; without one it may go on for ever. */
  readonly timeoutMs?: number;
}

/** The two calls of a server that the store is made of. They reject with the client's errors. */
export interface Calls {
  /** Sends one append: its options first, then its events. */
  readonly append: (requests: ReadonlyArray<AppendReq>) => Promise<AppendResp>;
  readonly read: (request: ReadReq, settings: ReadSettings) => Promise<ReadCall>;
  readonly close: () => Promise<void>;
}

/**
 * What the client has inside: its connection, which finds the leader and reconnects. Its own
 * `appendToStream` and readings take JSON apart and write it anew, and lose the bytes.
 */
interface ClientInside {
  readonly execute: <A>(
    service: typeof StreamsClient,
    name: string,
    action: (streams: StreamsClient) => Promise<A>,
  ) => Promise<A>;
  readonly GRPCStreamCreator: <S>(
    service: typeof StreamsClient,
    name: string,
    create: (streams: StreamsClient) => S,
  ) => () => Promise<S>;
  readonly callArguments: (
    options: {
      readonly credentials?: Credentials;
      readonly requiresLeader?: boolean;
      readonly deadline?: number;
    },
    callOptions?: CallOptions,
  ) => [Metadata, CallOptions];
  readonly getChannel: () => Promise<Channel>;
  readonly dispose: () => Promise<void>;
}

const ignore = () => undefined;

// These members are protected in the types of the pinned version, and public in what it runs.
const insideOf = (client: EventStoreDBClient): ClientInside => client as unknown as ClientInside;

const isFailedDiscovery = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.message.startsWith('Failed to discover');

const readCall = (stream: ClientReadableStream<ReadResp>): ReadCall => {
  // The status of a call that was cancelled comes as an error after the loop has been left.
  stream.on('error', ignore);
  return {
    [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator]() as AsyncIterator<ReadResp>,
    isDrained: () => stream.readableLength === 0,
    cancel: () => stream.cancel(),
  };
};

type Send = (
  streams: StreamsClient,
  requests: ReadonlyArray<AppendReq>,
  ...callArguments: [Metadata, CallOptions]
) => Promise<AppendResp>;

const sendApart: Send = (streams, requests, ...callArguments) =>
  new Promise((resolve, reject) => {
    const call = streams.append(...callArguments, (error, response) => {
      if (error !== null) reject(convertToCommandError(error));
      else resolve(response);
    });
    call.on('error', reject);
    for (const request of requests) call.write(request);
    call.end();
  });

const sendWhole: Send = async (streams, requests, ...callArguments) =>
  answerToWhole(
    await new Promise((resolve, reject) => {
      const call = streams.batchAppend(...callArguments);
      call.on('data', (response: BatchAppendResp) => {
        resolve(response);
        call.end();
      });
      call.on('error', (error: ServiceError) => reject(convertToCommandError(error)));
      // After an answer this changes nothing.
      call.on('end', () => reject(new Error('the server answered nothing')));
      call.write(wholeAppend(requests));
    }),
  );

/** More messages than these could be cut off in between. */
const OPTIONS_AND_EVENT = 2;

/**
 * Opens the connection to a server or cluster. Nothing is sent before the first call.
 *
 * Throws what the client throws at a connection string or certificate file that it cannot read.
 */
export const openCalls = (
  { address, credentials }: ConnectionSettings,
  timeoutMs: number,
): Calls => {
  const connect = () => insideOf(EventStoreDBClient.connectionString(address));
  const as = credentials === undefined ? {} : { credentials };
  let client = connect();
  let isUsed = false;

  /** Runs a call. A client that failed to discover its cluster may stay so: it is replaced. */
  const on = async <A>(call: (inside: ClientInside) => Promise<A>): Promise<A> => {
    const used = client;
    isUsed = true;
    try {
      return await call(used);
    } catch (thrown) {
      if (isFailedDiscovery(thrown) && used === client) {
        client = connect();
        used.dispose().catch(ignore);
      }
      throw thrown;
    }
  };

  return {
    append: (requests) =>
      on(({ execute, callArguments }) =>
        execute(StreamsClient, 'append', (streams) => {
          const send = requests.length > OPTIONS_AND_EVENT ? sendWhole : sendApart;
          return send(
            streams,
            requests,
            ...callArguments({ ...as, requiresLeader: true, deadline: timeoutMs }),
          );
        }),
      ),
    read: (request, settings) =>
      on(async ({ GRPCStreamCreator, callArguments }) => {
        const { requiresLeader, timeoutMs: deadlineMs } = settings;
        const deadline = deadlineMs === undefined ? Infinity : Date.now() + deadlineMs;
        const args = callArguments({ ...as, requiresLeader }, { deadline });
        const open = (streams: StreamsClient) => streams.read(request, ...args);
        return readCall(await GRPCStreamCreator(StreamsClient, 'read', open)());
      }),
    close: async () => {
      await client.dispose();
      // The client leaves its channel open, and a channel that was never used is not made for this.
      if (isUsed) await client.getChannel().then((channel) => channel.close(), ignore);
    },
  };
};

import type { Socket } from 'node:net';
import { Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { handleAppend, handleBatchAppend } from './appendService';
import { handleGossip, handleSupportedMethods } from './clusterService';
import { listen, listenSomewhere, type Connections } from './connections';
import { openEventLog, type EventLog } from './eventLog';
import { faultBook, type Faults, type Running } from './faults';
import { openLogFile, type LogFile } from './logFile';
import { handleRead } from './readService';
import { handleDelete, handleTombstone } from './removeService';
import type { Server } from './server';
import { firstEntry } from './systemEntries';

/** How a stand-in is started; all of it may be left out. */
export interface StandinOptions {
  /** The port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** The file that keeps the events; without one a stop loses them, as `--mem-db` does. */
  readonly log?: string;
  /** The clock behind the creation times of events and `$maxAge`. */
  readonly now?: () => Date;
  /** The size of an append from which on it is refused: 1 MiB by default. */
  readonly maxAppendBytes?: number;
  /** Whether events read by stream, not by `$all`, come with their position: true by default. */
  readonly streamPositions?: boolean;
  /** How many ids protect appends without an expected revision: 10,000 by default. */
  readonly rememberedIds?: number;
}

/** An EventStoreDB in process, for tests. */
export interface Standin {
  readonly port: number;
  /** What the client connects with: `esdb://127.0.0.1:<port>?tls=false`. */
  readonly connectionString: string;
  readonly faults: Faults;
  /** Ends the server as a crash would: connections are cut, what is only in memory is lost. */
  readonly stop: () => Promise<void>;
  /** Starts it again on the same port; rejects as often as `refuseToStart` said. */
  readonly start: () => Promise<void>;
  /** Stops and starts it. */
  readonly restart: () => Promise<void>;
  /** Cannot be reached for so long, and comes back with its memory. */
  readonly awayFor: (ms: number) => Promise<void>;
  /** Lets the next starts fail. */
  readonly refuseToStart: (times?: number) => void;
}

/** One run of the server, from start to stop. */
interface Run {
  readonly file: LogFile | undefined;
  readonly log: EventLog;
}

const maxMessageBytes = 17 * 1024 * 1024;

const grpcServer = (server: Server, running: Running): GrpcServer => {
  const grpc = new GrpcServer({
    'grpc.enable_channelz': 0,
    'grpc.max_receive_message_length': maxMessageBytes,
  });
  grpc.addService(ServerFeaturesService, { getSupportedMethods: handleSupportedMethods });
  grpc.addService(GossipService, { read: handleGossip(server) });
  grpc.addService(StreamsService, {
    read: handleRead(server, running),
    append: handleAppend(server),
    batchAppend: handleBatchAppend(server),
    delete: handleDelete(server),
    tombstone: handleTombstone(server),
  });
  return grpc;
};

/** Starts a stand-in. Rejects if the port is taken or the file cannot be opened. */
export const startStandin = async ({
  port: wantedPort = 0,
  log: logFile,
  now = () => new Date(),
  maxAppendBytes = 1024 * 1024,
  rememberedIds = 10_000,
  streamPositions = true,
}: StandinOptions = {}): Promise<Standin> => {
  const running: Running = new Map();
  const { faults, take } = faultBook(running);
  let port = wantedPort;
  let refusals = 0;
  let run: Run | undefined;
  let connections: Connections | undefined;
  let unplug: (() => Promise<void>) | undefined;

  const plug = async (log: EventLog): Promise<void> => {
    const grpc = grpcServer(
      {
        log,
        maxAppendBytes,
        streamPositions,
        nowMs: () => now().getTime(),
        takeFault: take,
        isUp: () => run?.log === log,
        disconnect: (peer) => connections?.cut(peer),
        port: () => port,
      },
      running,
    );
    const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
    const connect = (socket: Socket): void => {
      injector.injectConnection(socket);
    };
    connections = await (port === 0 ? listenSomewhere(connect) : listen(port, connect));
    port = connections.port;
    const { close } = connections;
    unplug = async () => {
      unplug = undefined;
      await close();
      grpc.forceShutdown();
    };
  };

  const stop = async (): Promise<void> => {
    const file = run?.file;
    run = undefined;
    await unplug?.();
    await file?.close();
  };
  const start = async (): Promise<void> => {
    if (run !== undefined) return;
    if (refusals > 0) {
      refusals -= 1;
      throw new Error('The stand-in refuses to start, as it was told to.');
    }
    const file = logFile === undefined ? undefined : openLogFile(logFile);
    run = { file, log: openEventLog(file, rememberedIds) };
    if (run.log.all.length === 0) run.log.commit([firstEntry(now().getTime())]);
    try {
      await plug(run.log);
    } catch (error) {
      await stop();
      throw error;
    }
  };

  await start();
  return {
    port,
    connectionString: `esdb://127.0.0.1:${String(port)}?tls=false`,
    faults,
    stop,
    start,
    restart: async () => {
      await stop();
      await start();
    },
    awayFor: async (ms) => {
      await unplug?.();
      await new Promise((resolve) => setTimeout(resolve, ms));
      if (run !== undefined && unplug === undefined) await plug(run.log);
    },
    refuseToStart: (times = 1) => {
      refusals = times;
    },
  };
};

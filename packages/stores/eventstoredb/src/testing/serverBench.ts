import type { EventStore } from '@facture/contract';
import { randomUUID } from 'node:crypto';

import type { Calls } from '../calls';
import type { EventStoreDb, StoreSettings } from '../eventStoreDb';
import { openGate, type Gate } from './gate';
import { callsTo, openStore, storeOn } from './stores';

/** A server that tests run on, a stand-in or a real one. */
export interface TestServer {
  readonly connectionString: string;
  readonly maxAppendBytes: number;
}

/** A space of its own on a server, and the ways to it. */
export interface ServerBench extends TestServer {
  /** What the names of all streams of the space start with. */
  readonly space: string;
  /** Opens a store straight on the server. */
  readonly open: () => EventStoreDb;
  /** Opens a connection straight to the server, as a store does. */
  readonly connect: () => Calls;
  /** Opens a store on a connection that was changed; one that is abandoned is never closed. */
  readonly openOn: (
    calls: Calls,
    settings?: Partial<StoreSettings>,
    end?: 'is closed' | 'is abandoned',
  ) => EventStore;
  /** Opens a way on which connections fail, and a store behind it whose requests give up soon. */
  readonly openBehindGate: () => Promise<{ readonly gate: Gate; readonly store: EventStoreDb }>;
}

/** One thing that a store does on any server. */
export interface ServerCase {
  readonly name: string;
  readonly needsGate?: true;
  readonly run: (bench: ServerBench) => Promise<void>;
}

const ENDPOINT = /^(esdb:\/\/(?:[^@]*@)?)([^/?:,]+)(?::(\d+))?(?=[/?])/;

/** Why a gate cannot be put before a server, undefined when it can. */
export const gateRefusal = ({ connectionString }: TestServer): string | undefined => {
  if (!ENDPOINT.test(connectionString)) return 'there are several endpoints';
  return /tls=false/i.test(connectionString) ? undefined : 'a certificate would be of another host';
};

/** Runs on a space of its own. Stores are closed with all others in the end. */
export const withBench = async (
  server: TestServer,
  run: (bench: ServerBench) => Promise<void>,
): Promise<void> => {
  const { connectionString, maxAppendBytes } = server;
  const space = `t${randomUUID()}.`;
  const gates: Array<Gate> = [];
  try {
    await run({
      ...server,
      space,
      open: () => openStore({ connectionString, maxAppendBytes, streamPrefix: space }),
      connect: () => callsTo(connectionString),
      openOn: (calls, settings = {}, end) => storeOn(calls, { space, ...settings }, end),
      openBehindGate: async () => {
        const [, , host = '', port = '2113'] = ENDPOINT.exec(connectionString) ?? [];
        const gate = await openGate({ host, port: Number(port) });
        gates.push(gate);
        const store = openStore({
          connectionString: connectionString.replace(ENDPOINT, `$1127.0.0.1:${gate.port}`),
          streamPrefix: space,
          maxAppendBytes,
          timeoutMs: 1_000,
          retry: { attempts: 5, baseMs: 5, maxMs: 50 },
        });
        return { gate, store };
      },
    });
  } finally {
    for (const gate of gates) await gate.close();
  }
};

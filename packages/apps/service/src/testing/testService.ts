import {
  catchUp,
  inMemoryReadModel,
  inMemoryStore,
  ORDER_STREAM_PREFIX,
  type EventStore,
} from '@facture/contract';
import { orderSummaryProjection } from '@facture/projections';
import { expect } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';

import type { Role } from '../keys/access';
import type { AppKey } from '../keys/keyFile';
import { createKeyRing } from '../keys/keyRing';
import { createMetrics } from '../metrics';
import { writtenByAnybody } from '../orders/lastWritten';
import { defaultPolicy, type Policy, type Ports } from '../ports';
import { buildServer } from '../server';
import { hashToken } from '../keys/tokenHash';
import { againstDocument } from './againstDocument';
import type { Answered } from './answered';

/** Something to send. An object is sent as JSON, a text or bytes as they are. */
interface Sent {
  readonly body?: object | string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whose key it is sent with; none for nobody. */
  readonly as?: Keyholder | 'nobody';
}

/** The keys of the tests, by role. */
export const keyholders = {
  full: 'OMS - Full access',
  fulfilment: 'IntegrationProfile - Fulfillment Oms',
  auditor: 'Auditor',
} as const satisfies Readonly<Record<string, Role>>;
export type Keyholder = keyof typeof keyholders;

/** The token of a key of the tests. */
export const tokenOf = (keyholder: Keyholder): string => `token-of-${keyholder}-0123456789`;

/** The headers of a key of the tests. */
export const credentialsOf = (keyholder: Keyholder): Readonly<Record<string, string>> => ({
  'X-VTEX-API-AppKey': keyholder,
  'X-VTEX-API-AppToken': tokenOf(keyholder),
});

let hashed: Promise<ReadonlyArray<AppKey>> | undefined;

/** Hashes the tokens of the tests once for all services of a file. */
const appKeys = (): Promise<ReadonlyArray<AppKey>> =>
  (hashed ??= Promise.all(
    Object.entries(keyholders).map(async ([appKey, role]) => ({
      appKey,
      roles: [role],
      token: await hashToken(tokenOf(appKey as Keyholder)),
    })),
  ));

/** A service in this process. */
export interface TestService {
  readonly app: FastifyInstance;
  readonly store: EventStore;
  readonly ports: Ports;
  /** What was logged so far, a JSON document a line. */
  readonly logged: () => string;
  /** Sends a request, and holds the answer against the OpenAPI document. */
  readonly send: (method: string, path: string, sent?: Sent) => Promise<Answered>;
  /** How many events are stored. */
  readonly countEvents: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** What a service of a test is made of, where it matters. */
export interface TestServiceOptions {
  readonly policy?: Partial<Policy>;
  readonly store?: EventStore;
  readonly ports?: Partial<Ports>;
}

const bodyOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const toSend = (body: Sent['body']): { payload?: string | Buffer; type?: string } => {
  if (body === undefined) return {};
  return {
    payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    type: 'application/json',
  };
};

/** Starts a service on a store in memory, unless it is given another. */
export const startTestService = async ({
  policy = {},
  store = inMemoryStore({ now: () => new Date() }),
  ports: given = {},
}: TestServiceOptions = {}): Promise<TestService> => {
  let log = '';
  const ports: Ports = {
    store,
    summaries: inMemoryReadModel(orderSummaryProjection),
    lastWritten: writtenByAnybody(store),
    keys: await createKeyRing(await appKeys()),
    log: pino({ level: 'trace' }, { write: (line: string) => (log += line) }),
    metrics: createMetrics({ ofProcess: false }),
    now: () => new Date(),
    newId: randomUUID,
    random: Math.random,
    sleep: async (ms, signal) => {
      await wait(ms, undefined, { signal }).catch(() => undefined);
    },
    ...given,
  };
  const app = await buildServer(ports, { ...defaultPolicy, maxEventLoopDelayMs: 0, ...policy });
  await app.ready();
  const stopping = new AbortController();
  const { sleep, random } = ports;
  const following = catchUp(
    { store, readModel: ports.summaries, prefix: ORDER_STREAM_PREFIX, sleep, random },
    stopping.signal,
  );
  const check = againstDocument((await app.inject('/openapi.json')).json());

  const send: TestService['send'] = async (method, path, sent = {}) => {
    const { body, headers = {}, as = 'full' } = sent;
    const { payload, type } = toSend(body);
    const response = await app.inject({
      method: method as 'GET',
      url: path,
      headers: {
        ...(as === 'nobody' ? {} : credentialsOf(as)),
        ...(type === undefined ? {} : { 'Content-Type': type }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    const answered = {
      status: response.statusCode,
      headers: response.headers,
      body: bodyOf(response.payload),
      text: response.payload,
    };
    expect(check(method, path, answered)).toEqual([]);
    return answered;
  };

  return {
    app,
    store,
    ports,
    logged: () => log,
    send,
    countEvents: async () => {
      let count = 0;
      for await (const event of store.readAll()) count += event.position > 0n ? 1 : 0;
      return count;
    },
    close: async () => {
      await app.close();
      stopping.abort();
      await following;
      await store.close();
    },
  };
};

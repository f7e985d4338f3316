import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { catchUp, ORDER_STREAM_PREFIX } from '@facture/contract';
import { orderSummaryProjection } from '@facture/projections';
import { openSqliteStore, type OpenRefusal, type SqliteStore } from '@facture/sqlite';
import * as E from 'fp-ts/Either';
import { absurd } from 'fp-ts/function';
import type { Logger } from 'pino';

import type { Credentials } from './keys/credentials';
import { openKeys } from './keys/firstKey';
import { createKeyRing } from './keys/keyRing';
import { createMetrics } from './metrics';
import { writtenByAnybody } from './orders/lastWritten';
import { defaultPolicy, type Policy, type Ports } from './ports';
import { buildServer } from './server';
import type { NotStarting, Settings } from './settings';

/** A service that answers. */
export interface RunningService {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The key that was made at this start. */
  readonly made: Credentials | undefined;
  /** Finishes the requests there are, ends the streams, and closes the store. */
  readonly close: () => Promise<void>;
}

const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
  try {
    await wait(ms, undefined, { signal });
  } catch {
    // Waiting was cut short, as the signal asked.
  }
};

const failed = (message: string): NotStarting => ({ exitCode: 1, message: `error: ${message}\n` });

const storeRefused = (refusal: OpenRefusal): NotStarting => {
  switch (refusal.type) {
    case 'ForeignFile':
      return failed(
        `${refusal.file} is no database of Facture. Give another directory by --data or FACTURE_DATA.`,
      );
    case 'NewerSchema':
      return failed(
        `${refusal.file} was written by a later release (schema ${refusal.found}, this one knows ${refusal.known}). Start that release, or give another directory by --data or FACTURE_DATA.`,
      );
    case 'CannotOpen':
      return failed(
        `${refusal.file} cannot be opened: ${refusal.reason}. Check the directory given by --data or FACTURE_DATA.`,
      );
    default:
      return absurd(refusal);
  }
};

const reasonOf = (thrown: unknown): string =>
  Error.isError(thrown) ? thrown.message : String(thrown);

/** What kept the service from listening; undefined for anything that happened elsewhere. */
const listenCode = (thrown: unknown): unknown =>
  Error.isError(thrown) &&
  'syscall' in thrown &&
  (thrown.syscall === 'listen' || thrown.syscall === 'getaddrinfo') &&
  'code' in thrown
    ? thrown.code
    : undefined;

const notStarting = ({ host, port }: Settings, thrown: unknown): NotStarting => {
  switch (listenCode(thrown)) {
    case 'EADDRINUSE':
      return failed(
        `Port ${port} of ${host} is in use. Give another by --port or PORT, or stop what uses it.`,
      );
    case 'EACCES':
      return failed(`Port ${port} may not be used. Give one above 1023 by --port or PORT.`);
    case 'ENOTFOUND':
    case 'EADDRNOTAVAIL':
      return failed(`${host} is no address of this machine. Give another by --host or HOST.`);
    default:
      return failed(`The service cannot start: ${reasonOf(thrown)}.`);
  }
};

const openStore = (data: string): E.Either<NotStarting, SqliteStore> => {
  const file = join(data, 'facture.db');
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    return E.left(storeRefused({ type: 'CannotOpen', file, reason: reasonOf(thrown) }));
  }
  return E.mapLeft(storeRefused)(openSqliteStore({ file, now: () => new Date() }));
};

/** Keeps the read model up to date until it is told to stop. */
const follow = (store: SqliteStore, ports: Ports): (() => Promise<void>) => {
  const { summaries: readModel, log, random } = ports;
  const stopping = new AbortController();
  const following = catchUp(
    {
      store,
      readModel,
      prefix: ORDER_STREAM_PREFIX,
      sleep,
      random,
      onFailure: (thrown) => {
        log.warn({ err: thrown }, 'totals start again after a failure');
      },
      onQuarantine: (events) => {
        for (const { stream, revision, reason } of events)
          log.error({ stream, revision, reason }, 'the totals of an order stand still');
      },
    },
    stopping.signal,
  ).catch((thrown: unknown) => {
    log.fatal({ err: thrown }, 'totals are no longer kept; they are folded for each request');
  });
  return async () => {
    stopping.abort();
    await following;
  };
};

const begin = async (
  settings: Settings,
  policy: Policy,
  store: SqliteStore,
  log: Logger,
): Promise<RunningService> => {
  const { keys, made, save } = await openKeys(settings.data, settings.preset);
  const ring = await createKeyRing(keys);
  // Whoever was just told the key need not wait for its first judgement, nor count as a guess.
  const known = settings.preset ?? made;
  if (known !== undefined) void ring.recognise(known, () => Promise.resolve(undefined));
  const ports: Ports = {
    store,
    summaries: store.openReadModel(orderSummaryProjection),
    lastWritten: writtenByAnybody(store),
    keys: ring,
    log,
    metrics: createMetrics({ ofProcess: true }),
    now: () => new Date(),
    newId: randomUUID,
    random: Math.random,
    sleep,
  };
  const app = await buildServer(ports, policy);
  const url = await app.listen({ host: settings.host, port: settings.port });
  // Only a service that got its port keeps the key that it made.
  await save().catch(async (thrown: unknown) => {
    await app.close();
    throw thrown;
  });
  const stopFollowing = follow(store, ports);
  return {
    url,
    made,
    close: async () => {
      await app.close();
      await stopFollowing();
      await store.close();
    },
  };
};

/**
 * Opens the store and the keys of a data directory and listens.
 *
 * Gives `NotStarting` with code 1: the port is in use, or the data cannot be had.
 */
export const openService = async (
  settings: Settings,
  log: Logger,
  policy: Policy = defaultPolicy,
): Promise<E.Either<NotStarting, RunningService>> => {
  const opened = openStore(settings.data);
  if (E.isLeft(opened)) return opened;
  const store = opened.right;
  const { scope, requestsPerMinute } = settings;
  try {
    return E.right(await begin(settings, { ...policy, scope, requestsPerMinute }, store, log));
  } catch (thrown) {
    await store.close();
    return E.left(notStarting(settings, thrown));
  }
};

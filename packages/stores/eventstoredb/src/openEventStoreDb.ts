import type { RetryPolicy } from '@facture/contract';
import * as E from 'fp-ts/Either';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import { openCalls, type Calls } from './calls';
import {
  readConnectionString,
  type ConnectionSettings,
  type InvalidConnection,
} from './connectionString';
import { eventStoreDb, type EventStoreDb } from './eventStoreDb';

/** What opening a store needs. */
export interface EventStoreDbOptions {
  /** `esdb://user:password@host:2113?tls=true`, or several hosts with commas, or `esdb+discover://`. */
  readonly connectionString: string;
  /** What the names of all streams of this store start with on the server; nothing by default. */
  readonly streamPrefix?: string;
  /** How often a request is tried whose answer was lost, and how long to wait in between. */
  readonly retry?: RetryPolicy;
  /** How long to wait for the answer to one request; 10,000 unless told otherwise. */
  readonly timeoutMs?: number;
  /** The largest append that the server takes; its own `MaxAppendSize`, 1 MiB by default. */
  readonly maxAppendBytes?: number;
  /** Waits so long, or shorter when the signal is aborted. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A number from 0 to less than 1, by which waits differ. */
  readonly random?: () => number;
  /** Makes an id that nobody else makes, for the events of claims. */
  readonly newId?: () => string;
  /** The time, which goes on while the process sleeps. */
  readonly now?: () => Date;
}

const RETRY: RetryPolicy = { attempts: 5, baseMs: 50, maxMs: 2_000 };
const TIMEOUT_MS = 10_000;
const MAX_APPEND_BYTES = 2 ** 20;

const sleepFor = async (ms: number, signal?: AbortSignal): Promise<void> => {
  // It rejects when the signal is aborted, which ends the wait as well.
  await wait(ms, undefined, { signal }).catch(() => undefined);
};

const connect = (
  settings: ConnectionSettings,
  timeoutMs: number,
): E.Either<InvalidConnection, Calls> =>
  E.tryCatch(
    () => openCalls(settings, timeoutMs),
    (thrown) => ({
      type: 'InvalidConnection',
      reason: thrown instanceof Error ? thrown.message : String(thrown),
    }),
  );

/**
 * Opens the event store that is kept in an EventStoreDB (KurrentDB) server or cluster. Nothing is
 * sent before the first call, so that a server that is away is no reason not to open.
 *
 * Gives `InvalidConnection` for a connection string that is none, and for certificate files that
 * cannot be read. The reason never holds the password.
 *
 * @example
 * const opened = openEventStoreDb({ connectionString: 'esdb://127.0.0.1:2113?tls=false' });
 * opened._tag; // => 'Right'
 */
export const openEventStoreDb = ({
  connectionString,
  streamPrefix = '',
  retry = RETRY,
  timeoutMs = TIMEOUT_MS,
  maxAppendBytes = MAX_APPEND_BYTES,
  sleep = sleepFor,
  random = Math.random,
  newId = randomUUID,
  now = () => new Date(),
}: EventStoreDbOptions): E.Either<InvalidConnection, EventStoreDb> => {
  const settings = readConnectionString(connectionString);
  if (E.isLeft(settings)) return settings;
  const calls = connect(settings.right, timeoutMs);
  if (E.isLeft(calls)) return calls;
  return E.right(
    eventStoreDb(calls.right, {
      space: streamPrefix,
      retry,
      timeoutMs,
      maxAppendBytes,
      sleep,
      random,
      newId,
      now,
    }),
  );
};

import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { connect, type Connected, type Rebuilt } from '@facture/connect';
import { orderSummaryProjection } from '@facture/projections';
import * as E from 'fp-ts/Either';
import type { Logger } from 'pino';

import { openAudit, type Audit } from './audit/openAudit';
import { keepTotals, standingOf, type Standing } from './keepTotals';
import type { Credentials } from './keys/credentials';
import { openKeys } from './keys/firstKey';
import { createKeyRing } from './keys/keyRing';
import { createMetrics } from './metrics';
import { foreignTotals, notListening, notRebuilt, reasonOf, storeRefused } from './notStarting';
import { writtenByAnybody, writtenHere } from './orders/lastWritten';
import { builtPage } from './page/builtPage';
import { defaultPolicy, type Policy, type Ports } from './ports';
import { buildServer } from './server';
import { threadsFor } from './threadsFor';
import type { NotStarting, Settings } from './settings';

/** A service that answers. */
export interface RunningService {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Where events are kept: `sqlite`, or the address of a cluster without its password. */
  readonly store: string;
  /** The key that was made at this start. */
  readonly made: Credentials | undefined;
  /** What making the totals anew came to, where that was asked for. */
  readonly rebuilt: Rebuilt | undefined;
  /** Resolves when the service cannot go on: it is to be closed, with this to say. */
  readonly failed: Promise<NotStarting>;
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

const openStore = ({ store, data }: Settings): E.Either<NotStarting, Connected> => {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    return E.left(storeRefused({ type: 'CannotOpen', file: data, reason: reasonOf(thrown) }));
  }
  return E.mapLeft(storeRefused)(connect({ store, data, now: () => new Date() }));
};

/** A service on its way to listening. */
interface Beginning {
  readonly settings: Settings;
  readonly policy: Policy;
  readonly connected: Connected;
  readonly audit: Audit;
  readonly log: Logger;
}

/** Looks at the totals there are, and makes them anew where that was asked for. */
const prepareTotals = async (
  { settings, connected, log }: Beginning,
  ports: Ports,
): Promise<
  E.Either<NotStarting, { readonly standing: Standing; readonly rebuilt: Rebuilt | undefined }>
> => {
  const { name, where, readModels } = connected;
  // In a file the rows are beside their events.
  const standing: Standing = where === 'file' ? { type: 'OwnRows' } : await standingOf(ports);
  if (standing.type === 'ForeignRows')
    return E.left(foreignTotals(standing, { name, file: readModels.file }));
  if (!settings.rebuild) {
    if (standing.type === 'Unknown')
      log.warn({ store: name, reason: standing.reason }, 'the store is away; it is waited for');
    return E.right({ standing, rebuilt: undefined });
  }
  if (standing.type === 'Unknown') return E.left(notRebuilt(standing.reason));
  try {
    const head = (await ports.store.head()) ?? 0n;
    const options = {
      ...threadsFor(head),
      onProgress: (events: number) => {
        log.debug({ events, head: String(head) }, 'making the totals anew');
      },
    };
    return E.right({
      standing,
      rebuilt: await readModels.rebuild(orderSummaryProjection, options),
    });
  } catch (thrown) {
    return E.left(notRebuilt(thrown));
  }
};

const begin = async (beginning: Beginning): Promise<E.Either<NotStarting, RunningService>> => {
  const { settings, policy, connected, audit, log } = beginning;
  const { name, where, events: store, readModels } = connected;
  const { keys, made, save } = await openKeys(settings.data, settings.preset);
  const ring = await createKeyRing(keys);
  // Whoever was just told the key need not wait for its first judgement, nor count as a guess.
  const known = settings.preset ?? made;
  if (known !== undefined) void ring.recognise(known, () => Promise.resolve(undefined));
  const ports: Ports = {
    store,
    summaries: readModels.open(orderSummaryProjection),
    lastWritten: where === 'file' ? writtenByAnybody(store) : writtenHere(),
    sealedLog: audit.sealedLog,
    pageFolder: builtPage(),
    keys: ring,
    log,
    metrics: createMetrics({ ofProcess: true }),
    now: () => new Date(),
    newId: randomUUID,
    random: Math.random,
    sleep,
  };
  const prepared = await prepareTotals(beginning, ports);
  if (E.isLeft(prepared)) return prepared;
  const { standing, rebuilt } = prepared.right;

  const app = await buildServer(ports, policy);
  const url = await app.listen({ host: settings.host, port: settings.port });
  // Only a service that got its port keeps the key that it made.
  await save().catch(async (thrown: unknown) => {
    await app.close();
    throw thrown;
  });

  if (settings.seal) audit.seal();
  const stopping = new AbortController();
  const keeping = keepTotals(ports, standing, stopping.signal).catch((thrown: unknown) => {
    log.fatal({ err: thrown }, 'totals are no longer kept; they are folded for each request');
    return undefined;
  });
  const failed = new Promise<NotStarting>((resolve) => {
    void keeping.then((last) => {
      if (last?.type === 'ForeignRows')
        resolve(foreignTotals(last, { name, file: readModels.file }));
    });
  });
  return E.right({
    url,
    store: name,
    made,
    rebuilt,
    failed,
    close: async () => {
      await app.close();
      stopping.abort();
      await keeping;
      await audit.close();
      await connected.close();
    },
  });
};

/**
 * Opens the store, the totals and the keys that the settings name, and listens. A cluster that is
 * away is waited for while the service answers what it can.
 *
 * Gives `NotStarting` with code 1 when the port is in use or the data cannot be had, and with code 2
 * for a store setting that is none.
 */
export const openService = async (
  settings: Settings,
  log: Logger,
  policy: Policy = defaultPolicy,
): Promise<E.Either<NotStarting, RunningService>> => {
  const opened = openStore(settings);
  if (E.isLeft(opened)) return opened;
  const connected = opened.right;
  const { scope, requestsPerMinute } = settings;
  const ofService = { ...policy, scope, requestsPerMinute };
  const audit = openAudit(settings, log);
  const close = async () => {
    await audit.close();
    await connected.close();
  };
  try {
    const begun = await begin({ settings, policy: ofService, connected, audit, log });
    if (E.isLeft(begun)) await close();
    return begun;
  } catch (thrown) {
    await close();
    return E.left(notListening(settings, thrown));
  }
};

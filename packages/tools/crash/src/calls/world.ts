import { openService, type RunningService, type Settings } from '@facture/service';
import { openSealedLog, openSqliteStore, sealedLogFile } from '@facture/sqlite';
import type { RecordedEvent } from '@facture/contract';
import * as E from 'fp-ts/Either';
import { join } from 'node:path';
import pino from 'pino';

import { shortly } from '../finding';
import { checkpointsOf, forkInLog } from '../forkInLog';
import { plain } from '../histories';
import { opened } from '../opened';
import { sealAll } from '../sealAll';
import type { Request } from './requests';
import type { Move } from './scenarios';

/** What came back of a request. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Two services on one file, in this process. */
export interface World {
  /** Asks once. */
  readonly ask: (request: Request) => Promise<Answer>;
  /** Does something else with the store, once. Says what went wrong; undefined when nothing did. */
  readonly work: (move: Exclude<Move, ReadonlyArray<Request>>) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

const PRESET = { appKey: 'crash', token: 'a-token-of-the-bench' };
const HEADERS = {
  'X-VTEX-API-AppKey': PRESET.appKey,
  'X-VTEX-API-AppToken': PRESET.token,
  'Content-Type': 'application/json',
};

const LOG = pino({ level: 'silent' });

const settingsOf = (data: string, rebuild: boolean): Settings => ({
  host: '127.0.0.1',
  port: 0,
  data,
  store: 'sqlite',
  rebuild,
  seal: false,
  scope: 'seller',
  requestsPerMinute: 0,
  logLevel: 'silent',
  preset: PRESET,
});

/** Seals what there is, and looks whether the log is one tree of it. */
const sealOnce = async (data: string): Promise<string | undefined> => {
  const file = join(data, 'facture.db');
  const opening = openSqliteStore({ file, now: () => new Date(), readOnly: true });
  if (E.isLeft(opening)) return shortly(opening.left);
  const store = opening.right;
  try {
    const refusal = await sealAll(store, data, { batchSize: 3 });
    return refusal && shortly(refusal);
  } finally {
    await store.close();
  }
};

/** Says what is wrong with what is sealed. */
export const lookAtSealed = async (data: string): Promise<string | undefined> => {
  const store = opened(openSqliteStore({ file: join(data, 'facture.db'), now: () => new Date() }));
  const log = opened(openSealedLog({ file: sealedLogFile(data) }));
  try {
    const events: Array<RecordedEvent> = [];
    for await (const event of store.readAll()) events.push(plain(event));
    return forkInLog(log, checkpointsOf(log), events);
  } finally {
    log.close();
    await store.close();
  }
};

const open = async (data: string, rebuild: boolean): Promise<E.Either<string, RunningService>> =>
  E.mapLeft(({ message }: { readonly message: string }) => message)(
    await openService(settingsOf(data, rebuild), LOG),
  );

/** Starts a service and closes it. Answers what it says where it does not start. */
export const startOnce = async (data: string): Promise<string | undefined> => {
  const service = await open(data, false);
  if (E.isLeft(service)) return service.left;
  await service.right.close();
  return undefined;
};

/** Opens two services on the file of a data directory. */
export const openWorld = async (data: string): Promise<World> => {
  const services = [opened(await open(data, false)), opened(await open(data, false))];
  return {
    ask: async ({ service, method, path, body }) => {
      const response = await fetch(`${services[service]?.url ?? ''}${path}`, {
        method,
        headers: HEADERS,
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
    work: async (move) => {
      if (move === 'seal') return sealOnce(data);
      const service = await open(data, move === 'rebuild');
      if (E.isLeft(service)) return service.left;
      await service.right.close();
      const differing = service.right.rebuilt?.differing ?? [];
      return differing.length > 0 ? `a rebuild differs in ${differing.join(', ')}` : undefined;
    },
    close: async () => {
      for (const { close } of services) await close();
    },
  };
};

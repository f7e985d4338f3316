import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defaultPolicy, openService, readSettings, type RunningService } from '@facture/service';
import * as E from 'fp-ts/Either';
import pino from 'pino';

import type { ClientOptions } from '../client';
import { factureClient } from '../factureClient';

export const credentials = { appKey: 'client', token: 'a-token-of-the-tests' } as const;

/** How a service of a test is started. */
export interface RealServiceOptions {
  /** More settings, as flags. */
  readonly args?: ReadonlyArray<string>;
  readonly heartbeatMs?: number;
  readonly stalledMs?: number;
}

/** The service itself in this process, on data that outlives it. */
export interface RealService {
  /** Where it listens; the same after a restart. */
  readonly url: string;
  readonly client: (options?: Partial<ClientOptions>) => ReturnType<typeof factureClient>;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Stops it and forgets its data. */
  readonly remove: () => Promise<void>;
}

/** Starts the service on a directory of its own. */
export const startRealService = async ({
  args = [],
  heartbeatMs = 50,
  stalledMs = 30_000,
}: RealServiceOptions = {}): Promise<RealService> => {
  const data = mkdtempSync(join(tmpdir(), 'facture-client-'));
  const open = async (port: string): Promise<RunningService> => {
    const settings = readSettings(['--data', data, '--port', port, '--no-seal', ...args]);
    if (E.isLeft(settings)) throw new Error(settings.left.message);
    const opened = await openService(
      { ...settings.right, preset: credentials },
      pino({ level: 'silent' }),
      { ...defaultPolicy, heartbeatMs, stalledMs },
    );
    if (E.isLeft(opened)) throw new Error(opened.left.message);
    return opened.right;
  };
  let running = await open('0');
  const { url } = running;
  return {
    url,
    client: (options = {}) => factureClient({ url, ...credentials, ...options }),
    stop: () => running.close(),
    start: async () => {
      running = await open(new URL(url).port);
    },
    remove: async () => {
      await running.close();
      rmSync(data, { recursive: true });
    },
  };
};

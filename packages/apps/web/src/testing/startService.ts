import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { factureClient, type FactureClient } from '@facture/client';

const service = join(__dirname, '../../../service/src');

export const credentials = { appKey: 'page', token: 'a-token-of-the-tests' } as const;

/** The service in a process of its own, on a directory of its own. */
export interface ServiceOfTests {
  readonly url: string;
  readonly client: FactureClient;
  readonly stop: () => Promise<void>;
}

const START_MS = 60_000;

/** Starts the service from its sources, and waits until it listens. */
export const startService = async (): Promise<ServiceOfTests> => {
  const data = mkdtempSync(join(tmpdir(), 'facture-web-'));
  const child = spawn(
    process.execPath,
    [
      ...['--require', join(service, 'testing/typescript.cjs'), '--conditions', '@facture/source'],
      ...[join(service, 'main.ts'), '--port', '0', '--data', data],
    ],
    {
      env: {
        PATH: process.env['PATH'],
        FACTURE_APP_KEY: credentials.appKey,
        FACTURE_APP_TOKEN: credentials.token,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = once(child, 'close');
  const said = { out: '', err: '' };
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`the service ${why}: ${said.err}`));
    };
    const timer = setTimeout(fail, START_MS, 'did not start in time');
    child.stdout.on('data', (text: Buffer) => {
      said.out += text.toString();
      const [, found] = /^Facture listens on (\S+)$/m.exec(said.out) ?? [];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    void ended.then(() => {
      fail('ended');
    });
  });
  return {
    url,
    client: factureClient({ url, ...credentials }),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
};

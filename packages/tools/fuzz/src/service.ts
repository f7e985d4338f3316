import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, scryptSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { createInterface } from 'node:readline';

import { KEYS } from './sender';

/** The service in a process of its own, with its data in a directory of its own. */
export interface Service {
  readonly port: number;
  /** The file of its events. */
  readonly file: string;
  /** What it wrote, line by line: to the log, and to whoever started it. */
  readonly onLine: (listener: (line: string) => void) => void;
  /** How many bytes its heap holds after a collection. */
  readonly heapBytes: () => Promise<number>;
  readonly isRunning: () => boolean;
  /** Ends it, and removes its data. */
  readonly stop: () => Promise<void>;
}

const running = new Set<ChildProcess>();

/** Ends what is still running. */
export const endServices = (): void => {
  for (const child of running) child.kill('SIGKILL');
};

/** A file of keys as the service keeps it: the token stretched by scrypt. */
const auditorsKey = (): string => {
  const { appKey, token } = KEYS.auditor;
  const salt = randomBytes(16);
  const digest = scryptSync(token, salt, 32, { N: 16_384, r: 8, p: 1 }).toString('hex');
  const hashed = { algorithm: 'scrypt-16384-8-1', salt: salt.toString('hex'), digest };
  return JSON.stringify({ keys: [{ appKey, roles: ['Auditor'], token: hashed }] });
};

/** How the program of the service is run: built, or from its sources where this one is, as in tests. */
const programOf = (index: string): ReadonlyArray<string> => [
  '--expose-gc',
  ...(extname(index) === '.ts'
    ? [
        '--conditions=@facture/source',
        '--require',
        require.resolve('@facture/rules/register-sources'),
      ]
    : []),
  '--require',
  join(__dirname, `heapProbe${extname(__filename)}`),
  join(dirname(index), `main${extname(index)}`),
];

const START_MS = 60_000;

/** Starts the service with some flags, and waits until it listens. */
export const startService = async (flags: ReadonlyArray<string> = []): Promise<Service> => {
  const data = mkdtempSync(join(tmpdir(), 'facture-fuzz-'));
  writeFileSync(join(data, 'keys.json'), auditorsKey(), { mode: 0o600 });
  const program = programOf(require.resolve('@facture/service'));
  const child = spawn(process.execPath, [...program, '--port', '0', '--data', data, ...flags], {
    env: {
      PATH: process.env['PATH'],
      FACTURE_APP_KEY: KEYS.full.appKey,
      FACTURE_APP_TOKEN: KEYS.full.token,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.add(child);
  const { stdout, stderr } = child as ChildProcess & {
    readonly stdout: NodeJS.ReadableStream;
    readonly stderr: NodeJS.ReadableStream;
  };
  const readers = [stdout, stderr].map((input) => createInterface({ input }));
  const listeners = new Set<(line: string) => void>();
  for (const reader of readers)
    reader.on('line', (line) => {
      for (const listener of listeners) listener(line);
    });
  const ended = once(child, 'exit').then(() => {
    running.delete(child);
  });
  const remove = (): void => {
    rmSync(data, { recursive: true, force: true });
  };

  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => {
      reject(new Error(`the service did not start in time: ${said}`));
    }, START_MS);
    listeners.add((line) => {
      said += `${line}\n`;
      const [, found] = /^Facture listens on http:\/\/127\.0\.0\.1:(\d+)$/.exec(line) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
    void ended.then(() => {
      reject(new Error(`the service did not start: ${said}`));
    });
    void once(child, 'exit').finally(() => {
      clearTimeout(timer);
    });
    listeners.add(() => {
      clearTimeout(timer);
    });
  }).catch((thrown: unknown) => {
    child.kill('SIGKILL');
    remove();
    throw thrown;
  });
  listeners.clear();

  return {
    port,
    file: join(data, 'facture.db'),
    onLine: (listener) => void listeners.add(listener),
    heapBytes: async () => {
      child.send('how much?');
      const [bytes] = (await once(child, 'message')) as [number];
      return bytes;
    },
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      remove();
    },
  };
};

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const register = require.resolve('./typescript.cjs');
const sources = join(__dirname, '..');

/** A directory that is removed in the end. */
export const temporaryDirectory = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'facture-service-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
};

/** A program of the service in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

const running = new Set<ChildProcess>();

/** Ends what a failed test left running. */
export const endChildren = (): void => {
  for (const child of running) child.kill('SIGKILL');
};

/** Starts one of the service's programs on its sources. */
export const startProgram = (
  program: 'main.ts' | 'demo.ts' | 'testing/standinProgram.ts',
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {},
): Child => {
  const child = spawn(
    process.execPath,
    ['--require', register, '--conditions', '@facture/source', join(sources, program), ...args],
    {
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    return (code ?? signal) as number | NodeJS.Signals;
  });
  return { process: child, stdout: () => stdout, stderr: () => stderr, ended };
};

/** The service in a process of its own, and where it listens. */
export interface ChildService extends Child {
  readonly url: string;
}

export const credentials = { appKey: 'child', token: 'a-token-of-the-tests' } as const;

const START_MS = 20_000;

/** Starts the service and waits until it listens. */
export const startChildService = async (
  data: string,
  args: ReadonlyArray<string> = [],
  environment: Readonly<Record<string, string>> = {
    FACTURE_APP_KEY: credentials.appKey,
    FACTURE_APP_TOKEN: credentials.token,
  },
): Promise<ChildService> => {
  const child = startProgram('main.ts', ['--port', '0', '--data', data, ...args], environment);
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`did not start in time: ${child.stderr()}`));
    }, START_MS);
    const look = () => {
      const [, found] = /^Facture listens on (\S+)$/m.exec(child.stdout()) ?? [];
      // The welcome is written at once: its last line is the last curl.
      if (found === undefined || !child.stdout().endsWith('"\n')) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.process.stdout?.on('data', look);
    void child.ended.then((code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code.toString()}: ${child.stderr()}`));
    });
  });
  return { ...child, url };
};

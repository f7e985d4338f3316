import { setTimeout as wait } from 'node:timers/promises';

import { startProgram, type Child } from './childService';

/** An EventStoreDB in a process of its own, with its log on disk. */
export interface ChildServer {
  /** The store setting of a service on it. */
  readonly store: string;
  /** Kills it, as a loss of power would. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port and log. */
  readonly start: () => Promise<void>;
}

const START_MS = 30_000;

/** Starts a server that can be killed. */
export const startChildServer = async (log: string): Promise<ChildServer> => {
  let port = '0';
  let child: Child | undefined;
  const start = async (): Promise<void> => {
    const started = startProgram('testing/standinProgram.ts', [port, log]);
    child = started;
    const deadline = Date.now() + START_MS;
    for (;;) {
      const [, found] = /^listening (\d+)$/m.exec(started.stdout()) ?? [];
      if (found !== undefined) {
        port = found;
        return;
      }
      if (started.process.exitCode !== null || Date.now() > deadline)
        throw new Error(`the server did not start: ${started.stderr()}`);
      await wait(5);
    }
  };
  await start();
  return {
    store: `esdb://127.0.0.1:${port}?tls=false`,
    kill: async () => {
      child?.process.kill('SIGKILL');
      await child?.ended;
    },
    start,
  };
};

import * as E from 'fp-ts/Either';
import type { DatabaseSync } from 'node:sqlite';

import { attempt } from './sqliteFailure';
import { prepareOn } from './statement';

/** Tells of commits: at once of those made here, soon of those made by other processes. */
export interface Changes {
  /** A number that is another one after each change noticed. Take it before looking. */
  readonly seen: () => number;
  /** Says that something was committed through this connection. */
  readonly notify: () => void;
  /** Resolves once something has changed since `seen`, the signal is aborted or the store closed. */
  readonly since: (seen: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Watches a database. Other processes are asked after in an interval, and only while somebody waits:
 * SQLite's `data_version` moves with every commit of another connection.
 */
export const watchChanges = (database: DatabaseSync, pollIntervalMs: number): Changes => {
  const dataVersion = prepareOn(database)('PRAGMA data_version');
  const waiting = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  let version: unknown;
  let count = 0;

  const rest = () => {
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const notify = () => {
    count += 1;
    for (const wake of Array.from(waiting)) wake();
  };
  const poll = () => {
    const found = attempt(() => (dataVersion.get() as unknown as [number])[0]);
    // Who cannot ask wakes everybody as well: their own reading tells them what is wrong.
    if (E.isRight(found) && found.right === version) return;
    version = E.isRight(found) ? found.right : undefined;
    notify();
  };

  return {
    seen: () => count,
    notify,
    since: (seen, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          rest();
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
        timer ??= setInterval(poll, pollIntervalMs);
        if (seen !== count || signal.aborted || !database.isOpen) wake();
      }),
  };
};

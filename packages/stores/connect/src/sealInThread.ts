import type { NotSealing } from '@facture/sqlite';
import { Worker } from 'node:worker_threads';

import type { ConnectRefusal } from './connect';

/** What sealing in a thread needs. */
export interface SealingOptions {
  /** `sqlite`, or the connection string of a cluster. */
  readonly store: string;
  /** The directory of the files, the log and its key. */
  readonly data: string;
  /** How long to rest after each time of having caught up; 1,000 unless told otherwise. */
  readonly intervalMs?: number;
}

/** What a thread that seals tells. */
export type SealingNews =
  /** It has the log for itself, and signs by the key that this one verifies. */
  | { readonly type: 'Sealing'; readonly verifierKey: string }
  /** So many events are sealed, and signed for. */
  | { readonly type: 'Sealed'; readonly size: number }
  /** Everything in the store is sealed. */
  | { readonly type: 'CaughtUp' }
  /** Something failed; it starts again. */
  | { readonly type: 'Failed'; readonly reason: string }
  /** It does not seal. Only where another process seals does it wait to take over. */
  | { readonly type: 'NotSealing'; readonly refusal: NotSealing | ConnectRefusal }
  /** The thread itself died. */
  | { readonly type: 'Died'; readonly reason: string };

/** A thread that seals. */
export interface SealingThread {
  /** Finishes the batch at hand and lets go of the log. */
  readonly stop: () => Promise<void>;
}

const reasonOf = (thrown: unknown): string =>
  Error.isError(thrown) ? thrown.message : String(thrown);

/**
 * Seals a store in a thread of its own, which opens it for itself, so that hashing takes no time from
 * those who append in this one. While another process seals into the same directory, it waits.
 */
export const sealInThread = (
  options: SealingOptions,
  onNews: (news: SealingNews) => void,
): SealingThread => {
  const thread = new Worker(require.resolve('./sealingThread'), { workerData: options });
  const ended = new Promise((resolve) => thread.on('exit', resolve));
  thread.on('message', onNews);
  thread.on('error', (thrown) => {
    onNews({ type: 'Died', reason: reasonOf(thrown) });
  });
  return {
    stop: async () => {
      thread.postMessage('stop');
      await ended;
    },
  };
};

import { Worker } from 'node:worker_threads';

import { StoreReadError } from '@facture/contract';
import type { Either } from 'fp-ts/Either';

import type { FoldedStreams } from './foldStreams';
import { orThrow, type SqliteFailure } from './sqliteFailure';
import type { StreamRange } from './streamReader';

/** Where a thread finds a projection: what a module, named by its path, exports it as. */
export interface ProjectionPlace {
  readonly module: string;
  readonly name: string;
}

/** What a thread that folds is told at its start. */
export interface FoldThreadData {
  readonly file: string;
  readonly projection: ProjectionPlace;
}

/** What a thread answers for each range, in the order in which they came. */
export type FoldAnswer = Either<SqliteFailure, FoldedStreams>;

/** Threads that fold. */
export interface FoldThreads {
  /** Folds a range in one of the threads. Rejects with a `StoreReadError` when that fails. */
  readonly fold: (range: StreamRange) => Promise<FoldedStreams>;
  readonly end: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (folded: FoldedStreams) => void;
  readonly reject: (thrown: unknown) => void;
}

interface FoldThread extends FoldThreads {
  readonly load: () => number;
}

const startThread = (data: FoldThreadData): FoldThread => {
  const thread = new Worker(require.resolve('./foldThread'), { workerData: data });
  const ended = new Promise((resolve) => thread.on('exit', resolve));
  const waiting: Array<Waiting> = [];
  thread.on('message', (answer: FoldAnswer) => {
    const first = waiting.shift();
    try {
      first?.resolve(orThrow(answer));
    } catch (thrown) {
      first?.reject(thrown);
    }
  });
  let death: StoreReadError | undefined;
  thread.on('error', (thrown) => {
    const reason = Error.isError(thrown) ? thrown.message : String(thrown);
    death = new StoreReadError('Fatal', `a thread that folds died: ${reason}`);
    for (const { reject } of waiting.splice(0)) reject(death);
  });
  return {
    load: () => waiting.length,
    fold: (range) =>
      new Promise((resolve, reject) => {
        if (death !== undefined) {
          reject(death);
          return;
        }
        waiting.push({ resolve, reject });
        thread.postMessage(range);
      }),
    end: async () => {
      thread.postMessage('end');
      await ended;
    },
  };
};

/** Starts threads that fold the streams of a file, each on a connection of its own. */
export const foldInThreads = (count: number, data: FoldThreadData): FoldThreads => {
  const threads = Array.from({ length: count }, () => startThread(data));
  return {
    fold: (range) => threads.reduce((a, b) => (b.load() < a.load() ? b : a)).fold(range),
    end: async () => {
      await Promise.all(threads.map(({ end }) => end()));
    },
  };
};

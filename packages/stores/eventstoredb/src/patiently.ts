import { StoreReadError, waitBeforeRetry } from '@facture/contract';

import type { Trying } from './writeSurely';

/**
 * Reads, and reads again a bounded number of times while the server is away.
 *
 * Rejects with the `StoreReadError` of the last time.
 */
export const patiently = async <A>(trying: Trying, read: () => Promise<A>): Promise<A> => {
  for (let tried = 1; ; tried++) {
    try {
      return await read();
    } catch (thrown) {
      const isPassing = thrown instanceof StoreReadError && thrown.type === 'Unavailable';
      const isEnd = tried >= trying.retry.attempts || trying.closing.aborted;
      if (!isPassing || isEnd) throw thrown;
      await waitBeforeRetry(trying.retry, trying, tried, trying.closing);
    }
  }
};

import type { EventStore } from '@facture/contract';
import type { SealedCheckpoint } from '@facture/contract/sealing';
import { sealStore, type NotSealing } from '@facture/sqlite';
import { setTimeout as wait } from 'node:timers/promises';

/** Failures in a row after which nobody waits any longer for a log to be sealed. */
const PATIENCE = 3;

/** What sealing all there is came to: undefined when all is sealed. */
export type NotSealed = NotSealing | { readonly type: 'KeepsFailing'; readonly reason: string };

/** Seals all there is in a store into a data directory, a few events at a time, and no more. */
export const sealAll = async (
  store: EventStore,
  data: string,
  {
    batchSize,
    onSealed,
  }: { readonly batchSize: number; readonly onSealed?: (checkpoint: SealedCheckpoint) => void },
): Promise<NotSealed | undefined> => {
  const done = new AbortController();
  let failures = 0;
  let failed: string | undefined;
  const refusal = await sealStore(
    {
      store,
      data,
      batchSize,
      intervalMs: 1,
      sleep: (ms) => wait(Math.min(ms, 1)),
      random: () => 0.5,
      ...(onSealed && { onSealed }),
      onCaughtUp: () => {
        failed = undefined;
        done.abort();
      },
      onFailure: (thrown) => {
        failed = String(thrown);
        if (++failures >= PATIENCE) done.abort();
      },
    },
    done.signal,
  );
  return refusal ?? (failed === undefined ? undefined : { type: 'KeepsFailing', reason: failed });
};

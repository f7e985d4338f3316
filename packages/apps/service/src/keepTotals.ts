import { foreignRows, type ForeignRows } from '@facture/connect';
import { catchUp, ORDER_STREAM_PREFIX, StoreReadError } from '@facture/contract';

import type { Ports } from './ports';

/** What is known of the rows before anything is folded onto them. */
export type Standing =
  | { readonly type: 'OwnRows' }
  /** The store is away: nobody knows. */
  | { readonly type: 'Unknown'; readonly reason: string }
  | ForeignRows;

/** What keeping totals needs. */
type Keeping = Pick<Ports, 'store' | 'summaries' | 'log' | 'random' | 'sleep'>;

const LOOK_MS = 5_000;
const LOOK_AGAIN_MS = 1_000;

const look = async ({ store, summaries }: Keeping): Promise<Standing> => {
  try {
    // A model without rows asks nothing, and whether the store is there is worth knowing.
    await store.head();
    return (await foreignRows(store, summaries)) ?? { type: 'OwnRows' };
  } catch (thrown) {
    if (thrown instanceof StoreReadError && thrown.type === 'Unavailable')
      return { type: 'Unknown', reason: thrown.reason };
    throw thrown;
  }
};

/**
 * Finds out whether the totals that are kept are those of the store. One that says nothing for long
 * counts as away.
 *
 * Rejects with the `StoreReadError` of a store that will never tell.
 */
export const standingOf = async (keeping: Keeping, signal?: AbortSignal): Promise<Standing> => {
  const done = new AbortController();
  const ending = signal === undefined ? done.signal : AbortSignal.any([signal, done.signal]);
  const late = async (): Promise<Standing> => {
    await keeping.sleep(LOOK_MS, ending);
    return { type: 'Unknown', reason: 'it does not answer' };
  };
  try {
    return await Promise.race([look(keeping), late()]);
  } finally {
    done.abort();
  }
};

/**
 * Keeps the totals up to date until the signal is aborted. What was unknown of them at the start is
 * found out before anything is folded onto them.
 *
 * Resolves with what is known of the rows when it ends: with `ForeignRows` they are left as they are.
 */
export const keepTotals = async (
  keeping: Keeping,
  standing: Standing,
  signal: AbortSignal,
): Promise<Standing> => {
  const { store, summaries: readModel, log, random, sleep } = keeping;
  let known = standing;
  const isStopped = () => signal.aborted;
  while (known.type === 'Unknown' && !isStopped()) {
    await sleep(LOOK_AGAIN_MS, signal);
    if (!isStopped()) known = await standingOf(keeping, signal);
  }
  if (known.type === 'OwnRows')
    await catchUp(
      {
        store,
        readModel,
        prefix: ORDER_STREAM_PREFIX,
        sleep,
        random,
        onFailure: (thrown) => {
          log.warn({ err: thrown }, 'totals start again after a failure');
        },
        onQuarantine: (events) => {
          for (const { stream, revision, reason } of events)
            log.error({ stream, revision, reason }, 'the totals of an order stand still');
        },
      },
      signal,
    );
  return known;
};

import type { Chance } from './chance';

/** A controlled clock, and everything that waits on it. */
export interface Schedule {
  /** Milliseconds since the run began. */
  readonly elapsedMs: () => number;
  /** Waits so long, or until the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Does something later, unless what it gives is called before. */
  readonly later: (ms: number, action: () => void) => () => void;
  /** Runs until nothing waits any more, or `isOver`. Throws when time goes beyond the limit. */
  readonly run: (isOver: () => boolean, limitMs: number) => Promise<void>;
}

interface Waiting {
  readonly at: number;
  /** Decides between those that are due at the same time. */
  readonly lot: number;
  /** Undefined when nobody waits for it any more. */
  wake: (() => void) | undefined;
}

const isBefore = (a: Waiting, b: Waiting): boolean =>
  a.at < b.at || (a.at === b.at && a.lot < b.lot);

/** Time ran beyond the limit of the run: something never ends. */
class TimeIsUp extends Error {
  override readonly name = 'TimeIsUp';
}

/**
 * Makes a schedule. One waiter is woken at a time, and the next only when nothing is left to do:
 * `settle` resolves when all that follows from a waking has happened.
 */
export const createSchedule = (chance: Chance, settle: () => Promise<void>): Schedule => {
  // Sorted with the next one at the end. There are tens of them, not thousands.
  const waiting: Array<Waiting> = [];
  let now = 0;

  const later = (ms: number, action: () => void): (() => void) => {
    const added: Waiting = {
      at: now + Math.max(0, Math.ceil(ms)),
      lot: chance.fraction(),
      wake: action,
    };
    let low = 0;
    let high = waiting.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = waiting[middle];
      if (other !== undefined && isBefore(added, other)) low = middle + 1;
      else high = middle;
    }
    waiting.splice(low, 0, added);
    return () => {
      added.wake = undefined;
    };
  };

  return {
    elapsedMs: () => now,
    later,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        const end = () => {
          signal?.removeEventListener('abort', end);
          cancel();
          resolve();
        };
        const cancel = later(ms, end);
        signal?.addEventListener('abort', end);
      }),
    run: async (isOver, limitMs) => {
      await settle();
      while (!isOver()) {
        const next = waiting.pop();
        if (next === undefined) return;
        if (next.wake === undefined) continue;
        now = next.at;
        if (now > limitMs) throw new TimeIsUp(`something still waits after ${String(limitMs)} ms`);
        next.wake();
        await settle();
      }
    },
  };
};

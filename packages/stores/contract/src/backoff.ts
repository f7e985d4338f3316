/** How often something is tried, and how long to wait in between. */
export interface RetryPolicy {
  /** At least 1: the first try counts. */
  readonly attempts: number;
  /** The longest wait before the second try; it doubles with each further one. */
  readonly baseMs: number;
  readonly maxMs: number;
}

/** Waiting and chance, given from outside. */
export interface Patience {
  /** Waits so long, or shorter when the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A number from 0 to less than 1. */
  readonly random: () => number;
}

/** Ten tries within about a second. */
export const DEFAULT_RETRY: RetryPolicy = { attempts: 10, baseMs: 4, maxMs: 250 };

/**
 * Waits before the next try: a random part of a bound that doubles each time, so that writers who
 * collided once do not collide again in step ("full jitter").
 */
export const waitBeforeRetry = (
  { baseMs, maxMs }: RetryPolicy,
  { sleep, random }: Patience,
  tried: number,
  signal?: AbortSignal,
): Promise<void> => sleep(random() * Math.min(maxMs, baseMs * 2 ** (tried - 1)), signal);

/** How often a call is tried, and how long to wait. */
export interface Retry {
  /** How often at most; the first try counts. */
  readonly attempts: number;
  /** The longest wait before the second try; it doubles with each further one. */
  readonly baseMs: number;
  /** The longest wait at all. A service that asks for more (`Retry-After`) is not tried again. */
  readonly maxMs: number;
  /** How long one try may take. */
  readonly timeoutMs: number;
}

/** Five tries within a second or two, each of ten seconds at most. */
export const defaultRetry: Retry = {
  attempts: 5,
  baseMs: 200,
  maxMs: 30_000,
  timeoutMs: 10_000,
};

/** The part of `fetch` that the client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Waits so long, or shorter when the signal is aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** The service, and how to deal with it. */
export interface Connection {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: Fetch;
  readonly sleep: Sleep;
  /** A number from 0 to less than 1. */
  readonly random: () => number;
  readonly retry: Retry;
}

/** Waits on the clock of the process. */
export const sleepOnTimers: Sleep = (ms, signal) =>
  new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    if (signal?.aborted === true) wake();
    else signal?.addEventListener('abort', wake);
  });

/**
 * How long to wait before the next try: a random part of a bound that doubles each time, but not less
 * than what the service asked for.
 */
export const waitMsAfter = (
  tried: number,
  { random, retry: { baseMs, maxMs } }: Pick<Connection, 'random' | 'retry'>,
  retryAfterMs = 0,
): number =>
  Math.max(retryAfterMs, Math.round(random() * Math.min(maxMs, baseMs * 2 ** (tried - 1))));

/** Puts what an exception says into words, with the cause that `fetch` hides behind "fetch failed". */
export const reasonOf = (thrown: unknown): string => {
  if (typeof thrown !== 'object' || thrown === null || !('message' in thrown))
    return String(thrown);
  const cause =
    'cause' in thrown && thrown.cause !== undefined ? `: ${reasonOf(thrown.cause)}` : '';
  return `${String(thrown.message)}${cause}`;
};

/** Wakes everybody who waits for something to have happened. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves at the next ring, or when the signal is aborted. */
  readonly heard: (signal?: AbortSignal) => Promise<void>;
}

/** Makes a bell. Whoever stops waiting leaves nothing behind, on the bell or on the signal. */
export const createBell = (): Bell => {
  const waiting = new Set<() => void>();
  return {
    ring: () => {
      for (const wake of Array.from(waiting)) wake();
    },
    heard: (signal) =>
      new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        waiting.add(wake);
        signal?.addEventListener('abort', wake);
      }),
  };
};

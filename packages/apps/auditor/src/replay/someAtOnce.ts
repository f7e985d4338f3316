const AT_ONCE = 16;

/** Begins a piece of work, and waits while there is too much of it. */
export type Begin = (work: () => Promise<void>) => Promise<void>;

/**
 * Lets a body begin pieces of work, some of which go on at the same time, and waits for all of them,
 * however the body ends.
 *
 * Rejects with the first failure.
 */
export const someAtOnce = async (body: (begin: Begin) => Promise<void>): Promise<void> => {
  const running = new Set<Promise<void>>();
  const failures: Array<unknown> = [];
  const begin: Begin = async (work) => {
    const one = work()
      .catch((thrown: unknown) => {
        failures.push(thrown);
      })
      .finally(() => running.delete(one));
    running.add(one);
    if (running.size >= AT_ONCE) await Promise.race(running);
    if (failures.length > 0) throw failures[0];
  };
  try {
    await body(begin);
  } finally {
    await Promise.all(running);
  }
  if (failures.length > 0) throw failures[0];
};

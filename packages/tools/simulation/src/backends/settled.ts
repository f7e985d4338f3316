/**
 * Resolves when nothing is left to do at once: a tick that is asked for amid promises comes after all
 * of them. Turns of the event loop, which cost more, are taken only while somebody asks for one.
 */
export const settled = (): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (process.getActiveResourcesInfo().includes('Immediate')) setImmediate(look);
      else resolve();
    };
    queueMicrotask(() => {
      process.nextTick(look);
    });
  });

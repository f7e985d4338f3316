/** Resolves when no turn of the event loop is asked for any more. */
export const settled = (): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (process.getActiveResourcesInfo().includes('Immediate')) setImmediate(look);
      else resolve();
    };
    setImmediate(look);
  });

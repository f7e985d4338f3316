/** Waits that are over at once, and how long they should have been. */
export const noWaiting = () => {
  const waits: Array<number> = [];
  return {
    waits,
    random: () => 1,
    sleep: (ms: number): Promise<void> => {
      waits.push(ms);
      return Promise.resolve();
    },
  };
};

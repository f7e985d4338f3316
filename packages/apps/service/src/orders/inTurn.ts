/** Does work for one key after the other, in the order asked; work for other keys goes on beside. */
export type InTurn = <A>(key: string, work: () => Promise<A>) => Promise<A>;

/** Makes queues that live only as long as somebody stands in them. */
export const createInTurn = (): InTurn => {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
};

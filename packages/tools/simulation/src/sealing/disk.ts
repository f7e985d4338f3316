/** Storage on which only those writes are sure to last that were synced. */
export interface Disk<A> {
  /** What is written, synced or not, in the order of writing. */
  readonly writes: () => ReadonlyArray<A>;
  /** How many of the writes are sure to last. */
  readonly synced: () => number;
  readonly write: (what: A) => void;
  readonly sync: () => void;
  /** Keeps the first so many writes only. */
  readonly cutTo: (count: number) => void;
}

/** Makes storage on which nothing is written yet. */
export const createDisk = <A>(): Disk<A> => {
  const writes: Array<A> = [];
  let synced = 0;
  return {
    writes: () => writes,
    synced: () => synced,
    write: (what) => {
      writes.push(what);
    },
    sync: () => {
      synced = writes.length;
    },
    cutTo: (count) => {
      writes.length = count;
      synced = count;
    },
  };
};

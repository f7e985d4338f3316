/** Where an event with some id was written first. */
export interface Place {
  readonly stream: string;
  readonly revision: bigint;
}

/** The ids of recent events, kept in memory only; the oldest are forgotten first. */
export interface RecentIds {
  readonly remember: (id: string, place: Place) => void;
  /**
   * Knows one place per id, the first: of an id that was used in two streams the second is not known,
   * and it is forgotten as early as if it had not been used again.
   */
  readonly recall: (id: string) => Place | undefined;
}

export const recentIds = (capacity: number): RecentIds => {
  const places = new Map<string, Place>();
  const uses: string[] = [];
  return {
    remember: (id, place) => {
      uses.push(id);
      if (!places.has(id)) places.set(id, place);
      const oldest = uses.length > capacity ? uses.shift() : undefined;
      if (oldest !== undefined) places.delete(oldest);
    },
    recall: (id) => places.get(id),
  };
};

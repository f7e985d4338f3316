/** Where an event with some id was written last. */
export interface Place {
  readonly stream: string;
  readonly revision: bigint;
}

/** The ids of recent events, kept in memory only; the oldest are forgotten first. */
export interface RecentIds {
  readonly remember: (id: string, place: Place) => void;
  /** Knows one place per id: an id that was used in two streams is forgotten in the first. */
  readonly recall: (id: string) => Place | undefined;
}

export const recentIds = (capacity: number): RecentIds => {
  const places = new Map<string, Place>();
  return {
    remember: (id, place) => {
      places.delete(id);
      places.set(id, place);
      if (places.size > capacity) {
        const [oldest] = places.keys();
        if (oldest !== undefined) places.delete(oldest);
      }
    },
    recall: (id) => places.get(id),
  };
};

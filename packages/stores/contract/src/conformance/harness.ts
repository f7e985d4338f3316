import type { EventStore, StreamName } from '../eventStore';
import type { Projection, ReadModel } from '../readModel';

/** How the suite gets at a store. What a store cannot do is left out, and its cases are skipped. */
export interface EventStoreHarness {
  /** Opens a store that holds nothing yet. */
  readonly open: () => Promise<EventStore>;
  /** Closes the store and opens another on the same data, as a restart does. */
  readonly reopen?: (store: EventStore) => Promise<EventStore>;
  /** Opens a second store on the same data beside the first, as a second process does. */
  readonly openSecond?: (store: EventStore) => Promise<EventStore>;
  /** Damages the stored bytes of one event, so that it cannot be given back as it was. */
  readonly corrupt?: (store: EventStore, stream: StreamName, revision: number) => Promise<void>;
  /** How many events make a big history; 20,000 unless told otherwise. */
  readonly bigHistory?: number;
  /** How many readings are left early; 5,000 unless told otherwise. */
  readonly earlyReadings?: number;
}

/** How the suite gets at a read model. */
export interface ReadModelHarness {
  /** Opens a model that holds nothing yet. */
  readonly open: <S>(projection: Projection<S>) => Promise<ReadModel<S>>;
  /** Opens a model on the same data again, as a restart does. */
  readonly reopen?: <S>(model: ReadModel<S>, projection: Projection<S>) => Promise<ReadModel<S>>;
}

/** One thing that every store does. It rejects where a store does not. */
export interface ConformanceCase<Harness> {
  readonly name: string;
  /** What the harness must be able to do for this case. */
  readonly needs: ReadonlyArray<keyof Harness>;
  readonly run: (harness: Harness) => Promise<void>;
}

/** A case of the suite for event stores. */
export type EventStoreCase = ConformanceCase<EventStoreHarness>;

/** A case of the suite for read models. */
export type ReadModelCase = ConformanceCase<ReadModelHarness>;

/** A case on one store, opened for it and closed after it. */
export const onStore = (
  name: string,
  run: (store: EventStore, harness: EventStoreHarness) => Promise<void>,
): EventStoreCase => ({
  name,
  needs: [],
  run: async (harness) => {
    const store = await harness.open();
    try {
      await run(store, harness);
    } finally {
      await store.close();
    }
  },
});

/** A case on a store that is restarted in between. */
export const onRestart = (
  name: string,
  run: (store: EventStore, restart: () => Promise<EventStore>) => Promise<void>,
): EventStoreCase => ({
  name,
  needs: ['reopen'],
  run: async ({ open, reopen }) => {
    if (reopen === undefined) throw new Error('the harness cannot reopen a store');
    let store = await open();
    try {
      await run(store, async () => (store = await reopen(store)));
    } finally {
      await store.close();
    }
  },
});

/** A case on two stores that work on the same data. */
export const onTwoStores = (
  name: string,
  run: (one: EventStore, other: EventStore) => Promise<void>,
): EventStoreCase => ({
  name,
  needs: ['openSecond'],
  run: async ({ open, openSecond }) => {
    if (openSecond === undefined) throw new Error('the harness cannot open a second store');
    const one = await open();
    try {
      const other = await openSecond(one);
      try {
        await run(one, other);
      } finally {
        await other.close();
      }
    } finally {
      await one.close();
    }
  },
});

import type { EventStoreHarness } from '../conformance';
import type { EventStore } from '../eventStore';
import { emptyMemory, inMemoryStore, type StoreMemory } from '../inMemoryStore';

/** Opens in-memory stores, each as `change` makes it: to see what the suite says of a broken one. */
export const inMemoryHarness = (
  change: (store: EventStore) => EventStore = (store) => store,
): EventStoreHarness => {
  const memories = new WeakMap<EventStore, StoreMemory>();
  const openOn = (memory: StoreMemory): Promise<EventStore> => {
    const store = change(inMemoryStore({ now: () => new Date(1_769_860_800_000), memory }));
    memories.set(store, memory);
    return Promise.resolve(store);
  };
  const memoryOf = (store: EventStore): StoreMemory => {
    const memory = memories.get(store);
    if (memory === undefined) throw new Error('the store is of another harness');
    return memory;
  };
  return {
    open: () => openOn(emptyMemory()),
    reopen: async (store) => {
      await store.close();
      return openOn(memoryOf(store));
    },
    openSecond: (store) => openOn(memoryOf(store)),
  };
};

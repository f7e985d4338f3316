import { emptyMemory, inMemoryStore } from '@facture/contract';

import { createNetwork, unreliableStore } from '../unreliableStore';
import { timeIn, type World } from '../world';
import type { Backend, Change } from './backend';
import { settled } from './settled';

/** The store in memory, which all processes share. */
export const memoryBackend = (world: World, change: Change): Backend => {
  const memory = emptyMemory();
  const store = change(inMemoryStore({ memory, now: () => timeIn(world) }));
  const network = createNetwork(world);
  let told = 0;
  return {
    connect: (process) => unreliableStore(world, process, network, store),
    news: () => {
      const news = memory.events.slice(told);
      told = memory.events.length;
      return news;
    },
    holderOf: (key) => memory.claims.get(key),
    // A claim and its document are written together.
    wasClaimed: () => false,
    reopen: () => Promise.resolve(inMemoryStore({ memory, now: () => timeIn(world) })),
    settle: settled,
    close: () => store.close(),
  };
};

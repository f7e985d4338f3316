import type { EventStore } from '@facture/contract';
import type { EventStoreHarness } from '@facture/contract/conformance';
import { startStandin, type Standin, type StandinOptions } from '@facture/standin';
import * as E from 'fp-ts/Either';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openCalls, type Calls } from '../calls';
import { readConnectionString } from '../connectionString';
import { eventStoreDb, type EventStoreDb, type StoreSettings } from '../eventStoreDb';
import { openEventStoreDb, type EventStoreDbOptions } from '../openEventStoreDb';

const standins = new Set<Standin>();
const stores = new Set<EventStore>();

/** Room for the suite's event of one mebibyte beside its metadata. */
const MAX_APPEND_BYTES = 2 ** 21;

/** Starts a stand-in, which is stopped with all others in the end. */
export const newStandin = async (options: StandinOptions = {}): Promise<Standin> => {
  const standin = await startStandin({ maxAppendBytes: MAX_APPEND_BYTES, ...options });
  standins.add(standin);
  return standin;
};

/** Opens a store that must open, and is closed with all others in the end. */
export const openStore = (options: EventStoreDbOptions): EventStoreDb => {
  const opened = openEventStoreDb({ maxAppendBytes: MAX_APPEND_BYTES, ...options });
  if (E.isLeft(opened)) throw new Error(opened.left.reason);
  stores.add(opened.right);
  return opened.right;
};

/** Opens the connection that a store makes, to be changed before a store gets it. */
export const callsTo = (connectionString: string, timeoutMs = 10_000): Calls => {
  const settings = readConnectionString(connectionString);
  if (E.isLeft(settings)) throw new Error(settings.left.reason);
  return openCalls(settings.right, timeoutMs);
};

/** Opens a store on calls that were changed; one that is abandoned is never closed. */
export const storeOn = (
  calls: Calls,
  settings: Partial<StoreSettings> = {},
  end: 'is closed' | 'is abandoned' = 'is closed',
): EventStore => {
  const store = eventStoreDb(calls, {
    space: '',
    retry: { attempts: 5, baseMs: 1, maxMs: 5 },
    timeoutMs: 10_000,
    maxAppendBytes: MAX_APPEND_BYTES,
    newId: randomUUID,
    now: () => new Date(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: () => 0.5,
    ...settings,
  });
  if (end === 'is closed') stores.add(store);
  return store;
};

/** Lets go of everything that was opened. */
export const closeAll = async (): Promise<void> => {
  for (const store of stores) await store.close();
  stores.clear();
  for (const standin of standins) await standin.stop();
  standins.clear();
};

/** Runs on a stand-in of its own, which keeps its events over a restart. */
export const withStandin = async (
  run: (standin: Standin) => Promise<void>,
  options: StandinOptions = {},
): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'facture-standin-'));
  try {
    const standin = await newStandin({ log: join(folder, 'events.log'), ...options });
    await run(standin);
  } finally {
    await closeAll();
    rmSync(folder, { recursive: true });
  }
};

/**
 * How the suite gets at stores: each on an address of its own, a second one and one that is opened
 * again on the same.
 */
export const harnessOf = <Address>(
  newAddress: () => Promise<Address>,
  open: (address: Address) => EventStore,
  // Each of them is a call over the network.
  earlyReadings = 1_000,
): Required<Pick<EventStoreHarness, 'open' | 'openSecond' | 'reopen'>> & EventStoreHarness => {
  const addresses = new WeakMap<EventStore, Address>();
  const openAt = (address: Address): EventStore => {
    const store = open(address);
    addresses.set(store, address);
    return store;
  };
  const again = (store: EventStore): EventStore => {
    const address = addresses.get(store);
    if (address === undefined) throw new Error('the store is of another harness');
    return openAt(address);
  };
  return {
    earlyReadings,
    open: async () => openAt(await newAddress()),
    openSecond: (store) => Promise.resolve(again(store)),
    reopen: async (store) => {
      await store.close();
      return again(store);
    },
  };
};

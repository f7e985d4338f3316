import type { OrderCommand } from '@facture/order';
import * as E from 'fp-ts/Either';

import { collect } from '../conformance/given';
import type { EventStore } from '../eventStore';
import { handleCommand, type Handling } from '../handle';
import { inMemoryStore } from '../inMemoryStore';
import { faultyStore, type Fault } from './faultyStore';
import { placing } from './givenOrders';

/** How often a property is tried that goes through a store: it costs more than one of the core. */
export const RUNS = { numRuns: 300 };

/** How long a property may take on a machine that is busy. */
export const TIMEOUT_MS = 180_000;

/** Opens an empty store. */
export const newStore = () => inMemoryStore({ now: () => new Date(1_769_860_800_000) });

/** Handles commands without waiting and without chance. */
export const handling = (store: EventStore, change: Partial<Handling> = {}) => {
  const handle = handleCommand({
    store,
    scope: 'seller',
    random: () => 0,
    sleep: () => Promise.resolve(),
    ...change,
  });
  return (command: OrderCommand) => handle(command)();
};

/** What a right answer holds; a refusal fails the test. */
export const right = async <A>(outcome: Promise<E.Either<unknown, A>>): Promise<A> => {
  const either = await outcome;
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

/** How many events a store holds. */
export const countOf = async (store: EventStore): Promise<number> =>
  (await collect(store.readAll())).length;

/** A store with the placed order, whose next appends go as told. */
export const placedWith = async (...faults: ReadonlyArray<Fault>) => {
  const store = newStore();
  await right(handling(store)(placing()));
  return { store, faulty: faultyStore(store, faults) };
};

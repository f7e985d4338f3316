import {
  emptyMemory,
  inMemoryStore,
  orderStream,
  type EventStore,
  type StoreMemory,
} from '@facture/contract';
import { evolve, initialState, type OrderId, type OrderState } from '@facture/order';
import { setImmediate as turn } from 'node:timers/promises';

import { chanceOf } from './chance';
import { runClient, type Server } from './client';
import { createFaults, type FaultCounts } from './faults';
import { checkOrder, readHistory } from './finalChecks';
import { createModel, Violation } from './model';
import type { Plan } from './plan';
import { startProcess } from './process';
import { forgetfulReader, readModelReader } from './readers';
import { createSchedule } from './schedule';
import { createTrace } from './trace';
import { createNetwork, unreliableStore } from './unreliableStore';
import { timeIn, type World } from './world';

/** What came of a run. */
export interface Outcome {
  readonly seed: number;
  /** SHA-256 of everything that happened, in order. */
  readonly hash: string;
  readonly events: number;
  readonly faults: FaultCounts;
  /** What may never be and was, or undefined. */
  readonly violation: string | undefined;
  /** What happened last, one line each, when lines were to be kept. */
  readonly lines: ReadonlyArray<string>;
}

// Half an hour on the controlled clock: all that is retried has come to an end long before.
const LIMIT_MS = 1_800_000;
const DECISION_CHANCE = 0x5eed;

/** The states of orders as they really are, folded once for each event. */
const statesIn = (memory: StoreMemory): ((orderId: OrderId) => OrderState) => {
  const known = new Map<string, { readonly state: OrderState; readonly length: number }>();
  return (orderId) => {
    const events = memory.streams.get(orderStream(orderId)) ?? [];
    const before = known.get(orderId) ?? { state: initialState, length: 0 };
    const state = readHistory(events.slice(before.length)).reduce(evolve, before.state);
    known.set(orderId, { state, length: events.length });
    return state;
  };
};

/** How a plan is run. */
export interface RunOptions {
  /** How many of the last lines of what happened are kept; none by default. */
  readonly keptLines?: number;
  /** Exchanges the store for another one, such as a broken one. */
  readonly change?: (store: EventStore) => EventStore;
}

const asItIs = (store: EventStore): EventStore => store;

/** Runs a plan: the real code, in a world that goes wrong as planned. */
export const simulate = async (
  plan: Plan,
  { keptLines = 0, change = asItIs }: RunOptions = {},
): Promise<Outcome> => {
  const trace = createTrace(keptLines);
  const chance = chanceOf(plan.seed ^ DECISION_CHANCE);
  const schedule = createSchedule(chance, () => turn());
  const faults = createFaults(plan.mix, chance, (fault) => {
    trace.tell(`  ${fault}`);
  });
  const world: World = { schedule, chance, faults, trace };

  const memory = emptyMemory();
  const store = change(inMemoryStore({ memory, now: () => timeIn(world) }));
  const network = createNetwork(world);
  const model = createModel(plan.scope);
  let taken = 0;
  const sawEverything = (): void => {
    for (const event of memory.events.slice(taken)) model.take(event);
    taken = memory.events.length;
  };

  let violation: Violation | undefined;
  const onViolation = (thrown: unknown): void => {
    violation ??=
      thrown instanceof Violation
        ? thrown
        : new Violation(
            0,
            thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
          );
  };

  // Servers come back by themselves.
  const servers: Array<Server> = [];
  const startServer = (place: number, life: number): void => {
    const process = startProcess(world, `s${String(place)}.${String(life)}`);
    servers[place] = { process, store: unreliableStore(world, process, network, store) };
    void process.crashed.then(() => {
      schedule.later(chance.between(0, 1_000), () => {
        startServer(place, life + 1);
      });
    });
  };
  for (let place = 0; place < plan.processes; place++) startServer(place, 1);

  const connect: Parameters<typeof readModelReader>[2] = (process) =>
    unreliableStore(world, process, network, store);
  const readers = [
    readModelReader(world, 'read model', connect, onViolation),
    forgetfulReader(world, 'subscriber', connect, onViolation),
  ];

  const context = {
    world,
    model,
    scope: plan.scope,
    orders: plan.orders,
    anyServer: () => {
      const server = servers[chance.between(0, servers.length - 1)];
      if (server === undefined) throw new Error('there is no server');
      return server;
    },
    stateOf: statesIn(memory),
    sawEverything,
  };
  const clients = new Set(plan.operations.map(({ client }) => client));
  let busy = clients.size;
  for (const client of clients) {
    const operations = plan.operations.filter((operation) => operation.client === client);
    runClient(context, `c${String(client)}`, operations).then(() => {
      busy -= 1;
    }, onViolation);
  }

  try {
    await schedule.run(() => {
      sawEverything();
      return busy === 0 || violation !== undefined;
    }, LIMIT_MS);
    // What is still on its way arrives, and everybody catches up.
    faults.end();
    const isBehind = () => readers.some((r) => r.checkpoint() !== memory.events.at(-1)?.position);
    const calmUntil = schedule.elapsedMs() + 60_000;
    await schedule.run(
      () => violation !== undefined || (!isBehind() && schedule.elapsedMs() > calmUntil - 50_000),
      calmUntil + LIMIT_MS,
    );
    sawEverything();
    if (violation === undefined) {
      if (isBehind()) throw new Violation(28, 'a reader does not catch up');
      for (const [stream, events] of memory.streams)
        checkOrder(stream, events, model, readers, (length) => chance.between(0, length));
    }
  } catch (thrown) {
    onViolation(thrown);
  }
  for (const reader of readers) reader.stop();
  for (const { id, stream, revision, data } of memory.events)
    trace.tell(`${stream} ${String(revision)} ${id} ${data}`);
  const failed: unknown = violation;
  return {
    seed: plan.seed,
    hash: trace.hash(),
    events: memory.events.length,
    faults: faults.counts(),
    violation: failed instanceof Violation ? failed.message : undefined,
    lines: trace.lines(),
  };
};

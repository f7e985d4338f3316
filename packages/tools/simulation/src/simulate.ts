import type { Change } from './backends/backend';
import { eventStoreDbBackend } from './backends/eventStoreDb';
import { memoryBackend } from './backends/memory';
import { sqliteBackend } from './backends/sqlite';
import { chanceOf } from './chance';
import { startClients } from './client';
import { createFaults, type FaultCounts } from './faults';
import { checkOrder, checkReopened } from './finalChecks';
import { createModel, Violation } from './model';
import type { Plan } from './plan';
import { forgetfulReader, readModelReader } from './readers';
import { createSchedule } from './schedule';
import { createLogOnDisk } from './sealing/logOnDisk';
import { startSealers } from './sealing/sealers';
import { createSealWitness } from './sealing/sealWitness';
import { signingKeys } from './sealing/signing';
import { startServers } from './servers';
import { createTrace } from './trace';
import { createWitness } from './witness';
import type { World } from './world';

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

/** How a plan is run. */
export interface RunOptions {
  /** How many of the last lines of what happened are kept; none by default. */
  readonly keptLines?: number;
  readonly change?: Change;
}

const BACKENDS = {
  memory: memoryBackend,
  sqlite: sqliteBackend,
  eventstoredb: eventStoreDbBackend,
} as const;

// Half an hour on the controlled clock: all that is retried has come to an end long before.
const LIMIT_MS = 1_800_000;
// What was sent late arrives within this time.
const CALM_MS = 10_000;
// Whoever has not caught up by then never will.
const CATCH_UP_MS = 600_000;
const DECISION_CHANCE = 0x5eed;

const asViolation = (thrown: unknown): Violation =>
  thrown instanceof Violation
    ? thrown
    : new Violation(0, Error.isError(thrown) ? (thrown.stack ?? thrown.message) : String(thrown));

/** Runs a plan: the real code, in a world that goes wrong as planned. */
export const simulate = async (
  plan: Plan,
  { keptLines = 0, change = (store) => store }: RunOptions = {},
): Promise<Outcome> => {
  const trace = createTrace(keptLines);
  const chance = chanceOf(plan.seed ^ DECISION_CHANCE);
  const schedule = createSchedule(chance, () => backend.settle());
  const faults = createFaults(plan.mix, chance, (fault) => {
    trace.tell(`  ${fault}`);
  });
  const world: World = { schedule, chance, faults, trace };
  const backend = BACKENDS[plan.store](world, change);
  const model = createModel(plan.scope);
  const witness = createWitness(backend, model, trace);
  const { stateOf, orders: writtenOrders, written } = witness;
  const log = createLogOnDisk(world);
  const sealing = createSealWitness(log, written, chance, trace);
  const look = () => {
    witness.look();
    sealing.look();
  };

  const violations: Array<Violation> = [];
  const onViolation = (thrown: unknown): void => {
    violations.push(asViolation(thrown));
  };
  const isOver = () => violations.length > 0;

  const { scope, orders, operations } = plan;
  const anyServer = startServers(world, backend, plan.processes, scope);
  const readers = [
    readModelReader(world, 'read model', backend.connect, onViolation),
    forgetfulReader(world, 'subscriber', backend.connect, onViolation),
  ];
  const sealersContext = {
    world,
    connect: backend.connect,
    log,
    keys: signingKeys(sealing.sign),
    look,
    onViolation,
  };
  const stopSealers = startSealers(sealersContext, plan.sealers);
  const { wasClaimed } = backend;
  const mayLag = plan.mix.has('stale read');
  const isBusy = startClients(
    { world, mayLag, model, orders, heard: {}, anyServer, wasClaimed, stateOf, look },
    operations,
    onViolation,
  );

  const isBehind = (): boolean =>
    Array.from(writtenOrders()).some(([stream, { events }]) =>
      readers.some(({ summary }) => summary(stream)?.revision !== events.length - 1),
    );
  try {
    await schedule.run(() => {
      look();
      return isOver() || !isBusy();
    }, LIMIT_MS);
    faults.end();
    const calmMs = schedule.elapsedMs() + CALM_MS;
    await schedule.run(() => {
      look();
      const isCalm = schedule.elapsedMs() > calmMs && !isBehind() && !sealing.isBehind();
      return isOver() || isCalm || schedule.elapsedMs() > calmMs + CATCH_UP_MS;
    }, Infinity);
    if (!isOver() && isBehind()) throw new Violation(28, 'a reader does not catch up');
    if (!isOver()) sealing.check();
    if (!isOver())
      for (const [stream, order] of writtenOrders())
        checkOrder(stream, order, { model, readers, chance });
  } catch (thrown) {
    onViolation(thrown);
  }
  for (const reader of readers) reader.stop();
  stopSealers();
  if (!isOver()) await checkReopened(await backend.reopen(), witness).catch(onViolation);
  await backend.close();
  return {
    seed: plan.seed,
    hash: trace.hash(),
    events: written().length,
    faults: faults.counts(),
    violation: violations[0]?.message,
    lines: trace.lines(),
  };
};

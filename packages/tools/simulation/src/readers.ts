import {
  catchUp,
  inMemoryReadModel,
  ORDER_STREAM_PREFIX,
  readRecorded,
  type EventStore,
  type Position,
  type ReadModel,
  type ReadModelMemory,
  type StreamName,
} from '@facture/contract';
import { applyToSummary, orderSummaryProjection, type OrderSummary } from '@facture/projections';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import { lives } from './lives';
import { Violation } from './model';
import type { Process } from './process';
import type { World } from './world';

/** Somebody who follows the store, across crashes. */
export interface Reader {
  readonly name: string;
  readonly summary: (stream: StreamName) => OrderSummary | undefined;
  readonly stop: () => void;
}

type Connect = (process: Process) => EventStore;

const crashing = <S>(world: World, process: Process, model: ReadModel<S>): ReadModel<S> => ({
  ...model,
  apply: (events, checkpoint) => {
    const { faults } = world;
    // It waits before it begins again, and a dead process waits for ever.
    const crash = (): Error => {
      process.crash();
      return new Error('crashed');
    };
    if (faults.strikes('crash before checkpoint')) throw crash();
    const quarantined = model.apply(events, checkpoint);
    const [first] = quarantined;
    if (first !== undefined)
      throw new Violation(27, `${first.stream} is in quarantine: ${first.reason}`);
    if (faults.strikes('crash after checkpoint')) throw crash();
    return quarantined;
  },
});

/** The read model of a service: rows and checkpoint outlive its process. */
export const readModelReader = (
  world: World,
  name: string,
  connect: Connect,
  onViolation: (thrown: unknown) => void,
): Reader => {
  const memory: ReadModelMemory = new Map();
  const model = inMemoryReadModel(orderSummaryProjection, memory);
  const live = async (process: Process, signal: AbortSignal): Promise<void> => {
    const patience = {
      sleep: (ms: number, aborted?: AbortSignal) =>
        process.alive(world.schedule.sleep(ms, aborted)),
      random: world.chance.fraction,
    };
    await catchUp(
      {
        store: connect(process),
        readModel: crashing(world, process, model),
        prefix: ORDER_STREAM_PREFIX,
        batchSize: world.chance.pick([1, 3, 256]),
        onFailure: (thrown) => {
          if (thrown instanceof Violation) onViolation(thrown);
        },
        ...patience,
      },
      signal,
    );
  };
  const stop = lives(world, name, live, onViolation);
  return {
    name,
    stop,
    summary: (stream) => model.get(stream)?.row,
  };
};

/**
 * A subscriber that folds for itself. It notes now and then how far it is, so that after a restart
 * it is told again what it knows.
 */
export const forgetfulReader = (
  world: World,
  name: string,
  connect: Connect,
  onViolation: (thrown: unknown) => void,
): Reader => {
  const { schedule, chance, faults } = world;
  const rows = new Map<StreamName, OrderSummary>();
  let noted: Position | undefined;

  const follow = async (process: Process, signal: AbortSignal): Promise<void> => {
    const subscription = connect(process).subscribe({
      after: noted,
      prefix: ORDER_STREAM_PREFIX,
      signal,
    });
    for await (const message of subscription) {
      if (message.type === 'caught-up') continue;
      const { stream, revision, position } = message.event;
      const known = rows.get(stream);
      if (known !== undefined && revision <= known.revision) faults.happened('duplicate event');
      const read = readRecorded(message.event);
      const folded = pipe(
        read,
        E.mapLeft(({ reason }) => reason),
        E.flatMap(({ event }) =>
          pipe(
            applyToSummary(known, { event, revision }),
            E.mapLeft(({ type }) => type),
          ),
        ),
      );
      if (E.isLeft(folded))
        throw new Violation(28, `${name} cannot follow ${stream}: ${folded.left}`);
      rows.set(stream, folded.right);
      if (chance.happens(0.3)) noted = position;
      if (faults.strikes('subscriber restarted')) process.crash();
      await process.alive(Promise.resolve());
    }
    if (!signal.aborted) throw new Violation(28, `the subscription of ${name} ended by itself`);
  };

  const live = async (process: Process, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        await follow(process, signal);
      } catch (thrown) {
        if (thrown instanceof Violation) onViolation(thrown);
      }
      await process.alive(schedule.sleep(chance.between(1, 200), signal));
    }
  };
  const stop = lives(world, name, live, onViolation);
  return { name, stop, summary: (stream) => rows.get(stream) };
};

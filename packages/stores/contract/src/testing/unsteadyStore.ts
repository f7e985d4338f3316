import type { OrderCommand } from '@facture/order';
import * as fc from 'fast-check';

import type { EventStore } from '../eventStore';
import type { Patience } from '../backoff';

/** What becomes of one append on its way: it arrives or not, and its answer arrives or not. */
export type Fate = 'arrives' | 'is lost' | 'answer is lost' | 'finds the store away';

/** Any fates of appends: most arrive. Shrinks to all arriving. */
export const anyFates = (): fc.Arbitrary<ReadonlyArray<Fate>> =>
  fc.array(
    fc.oneof(
      { arbitrary: fc.constant<Fate>('arrives'), weight: 4 },
      {
        arbitrary: fc.constantFrom<Fate>('answer is lost', 'is lost', 'finds the store away'),
        weight: 2,
      },
    ),
    { maxLength: 20 },
  );

/** A store to which appends go their ways in turn; when all fates are used up, all arrive. */
export const unsteadyStore = (store: EventStore, fates: ReadonlyArray<Fate>): EventStore => {
  const left = [...fates];
  return {
    ...store,
    append:
      (...append) =>
      async () => {
        const fate = left.shift() ?? 'arrives';
        if (fate === 'finds the store away') return { type: 'Unavailable', reason: 'away' };
        if (fate === 'is lost') return { type: 'OutcomeUnknown', reason: 'the request was lost' };
        const outcome = await store.append(...append)();
        return fate === 'arrives'
          ? outcome
          : { type: 'OutcomeUnknown', reason: 'the answer was lost' };
      },
  };
};

/** A store whose readings and appends wait for the scheduler: before they happen, and after. */
export const interleavedStore = (store: EventStore, scheduler: fc.Scheduler): EventStore => {
  const turn = (what: string) => scheduler.schedule(Promise.resolve(), what);
  return {
    ...store,
    read: async function* (...args) {
      await turn('before reading');
      yield* store.read(...args);
      await turn('after reading');
    },
    append:
      (...append) =>
      async () => {
        await turn('before appending');
        const outcome = await store.append(...append)();
        await turn('after appending');
        return outcome;
      },
  };
};

/** Waiting that ends when the scheduler says so. */
export const scheduledPatience = (scheduler: fc.Scheduler): Patience => ({
  sleep: () => scheduler.schedule(Promise.resolve(), 'waiting'),
  random: () => 0,
});

/** The same request once more, as a client sends it: with an id of its own. */
export const sentAgain = <C extends OrderCommand>(command: C, time: number): C => ({
  ...command,
  commandId: `${command.commandId}-${time.toString()}`,
});

import type { AppendOutcome, EventStore } from '../eventStore';

/** What becomes of one append: it is done (or not), and then something is answered. */
export interface Fault {
  /** Whether the store takes the append. */
  readonly isDone: boolean;
  /** What is answered in place of the store's own answer. */
  readonly answer?: AppendOutcome;
  /** What somebody else does before. */
  readonly before?: () => Promise<unknown>;
}

/** A store whose first appends go as told; later ones go well. */
export const faultyStore = (store: EventStore, faults: ReadonlyArray<Fault>): EventStore => {
  const left = [...faults];
  return {
    ...store,
    append:
      (...append) =>
      async () => {
        const { isDone, answer, before }: Fault = left.shift() ?? { isDone: true };
        await before?.();
        const outcome = isDone ? await store.append(...append)() : undefined;
        return answer ?? outcome ?? { type: 'Unavailable', reason: 'nothing was told' };
      },
  };
};

/** The answer is lost, after the append was done or before. */
export const lostAnswer = (isDone: boolean): Fault => ({
  isDone,
  answer: { type: 'OutcomeUnknown', reason: 'the connection broke' },
});

/** The store is away, and nothing is done. */
export const away: Fault = { isDone: false, answer: { type: 'Unavailable', reason: 'away' } };

/** The store is broken, and nothing is done. */
export const full: Fault = { isDone: false, answer: { type: 'Fatal', reason: 'full' } };

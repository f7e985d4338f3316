import type { ReadModelHarness } from '../conformance';
import { inMemoryReadModel } from '../inMemoryReadModel';
import type { ReadModel } from '../readModel';

/** A read model with one mistake in it, and the case that must tell. */
export interface BrokenReadModel {
  readonly mistake: string;
  readonly caughtBy: string;
  readonly harness: ReadModelHarness;
}

const broken = (
  mistake: string,
  caughtBy: string,
  change: <S>(model: ReadModel<S>) => Partial<ReadModel<S>>,
): BrokenReadModel => ({
  mistake,
  caughtBy,
  harness: {
    open: (projection) => {
      const model = inMemoryReadModel(projection);
      return Promise.resolve({ ...model, ...change(model) });
    },
  },
});

/** Mistakes in keeping rows. */
export const brokenReadModels: ReadonlyArray<BrokenReadModel> = [
  broken(
    'closes gaps silently',
    'a gap in a stream is told, and the stream stands still',
    (model) => ({
      apply: (events, checkpoint) => {
        const next = new Map<string, number>();
        const dense = events.map((event) => {
          const revision = next.get(event.stream) ?? event.revision;
          next.set(event.stream, revision + 1);
          return { ...event, revision };
        });
        return model.apply(dense, checkpoint);
      },
    }),
  ),
  broken(
    'keeps quarantine to itself',
    'an event that the projection refuses stops its stream and no other',
    (model) => ({
      apply: (events, checkpoint) => {
        model.apply(events, checkpoint);
        return [];
      },
    }),
  ),
  broken(
    'moves its checkpoint before the rows',
    'a batch that fails changes nothing, neither rows nor checkpoint',
    (model) => ({
      apply: (events, checkpoint) => {
        const { position } = events.at(-1) ?? {};
        return [...model.apply([], position), ...model.apply(events, checkpoint)];
      },
    }),
  ),
  broken(
    'applies a batch event by event',
    'a batch that fails changes nothing, neither rows nor checkpoint',
    (model) => ({ apply: (events) => events.flatMap((event) => model.apply([event])) }),
  ),
  broken(
    'ignores the checkpoint that it is given',
    'the checkpoint moves past events of others, and never back',
    (model) => ({ apply: (events) => model.apply(events) }),
  ),
  broken('never waits', 'waiting ends when time runs out', () => ({
    waitFor: () => Promise.resolve(true),
  })),
  broken(
    'swaps without comparing',
    'rebuilding names the rows that differ and puts right ones in',
    (model) => ({
      rebuild: async (events) => ({ ...(await model.rebuild(events)), differing: [] }),
    }),
  ),
  broken('compares without swapping', 'rebuilding lets streams go on that stood still', () => ({
    rebuild: () => Promise.resolve({ events: 0, differing: ['order-2'] }),
  })),
];

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
  broken(
    'forgets the keys of earlier events',
    'a row is found by the keys that its events gave it, and as it is now',
    (model) => {
      const current = new Map<string, string>();
      return {
        apply: (events, checkpoint) => {
          for (const { stream, revision } of events) current.set(stream, `/${revision.toString()}`);
          return model.apply(events, checkpoint);
        },
        find: (key, limit) =>
          model.find(key, limit).filter(({ stream }) => key.endsWith(current.get(stream) ?? '')),
      };
    },
  ),
  broken(
    'gives the row of a key as it was when the key came',
    'a row is found by the keys that its events gave it, and as it is now',
    (model) => {
      const first = new Map<string, ReturnType<typeof model.find>>();
      return {
        find: (key, limit) => {
          const rows = first.get(key) ?? model.find(key, limit);
          first.set(key, rows);
          return rows;
        },
      };
    },
  ),
  broken(
    'finds keys by what they begin with',
    'a key that nobody gave finds nothing, and keys are compared exactly',
    (model) => ({ find: (key, limit) => model.find(key === 'NFe' ? 'NFe 1' : key, limit) }),
  ),
  broken(
    'gives keys by events that it refuses',
    'an event that is not applied gives no key',
    (model) => ({ find: (key, limit) => model.find(key === 'k-1' ? 'k-0' : key, limit) }),
  ),
  broken(
    'finds rows in any order',
    'a key finds all its rows, those that changed last first',
    (model) => ({ find: (key, limit) => model.find(key, limit).toReversed() }),
  ),
  broken(
    'keeps positions in 64 bits',
    'positions may be as wide as those of a cluster',
    (model) => ({
      checkpoint: () => {
        const checkpoint = model.checkpoint();
        return checkpoint === undefined ? undefined : BigInt.asUintN(64, checkpoint);
      },
    }),
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

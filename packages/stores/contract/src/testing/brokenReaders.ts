import type { RecordedEvent } from '../eventStore';
import { all, each, type BrokenStore } from './brokenStore';

const where = async function* <A>(
  from: AsyncIterable<A>,
  keep: (one: A, index: number) => boolean,
) {
  let index = 0;
  for await (const one of from) if (keep(one, index++)) yield one;
};

const swappedPairs = async function* (from: AsyncIterable<RecordedEvent>) {
  let held: RecordedEvent | undefined;
  for await (const event of from) {
    if (held === undefined) held = event;
    else {
      yield event;
      yield held;
      held = undefined;
    }
  }
  if (held !== undefined) yield held;
};

/** Mistakes in reading. */
export const brokenReaders: ReadonlyArray<BrokenStore> = [
  {
    mistake: 'skips an event of all streams',
    caughtBy: [
      'all streams are read in the order in which they were written',
      'an event reads the same in its stream and among all streams',
    ],
    break: (store) => ({
      ...store,
      readAll: (options) => where(store.readAll(options), (_, index) => index !== 4),
    }),
  },
  {
    mistake: 'gives positions out of order',
    caughtBy: [
      'positions grow strictly and are those that appends answered',
      'all streams are read in the order in which they were written',
    ],
    break: (store) => ({ ...store, readAll: (options) => swappedPairs(store.readAll(options)) }),
  },
  {
    mistake: 'ignores the prefix',
    caughtBy: [
      'only streams of a prefix are read, after any position',
      'a subscription keeps to its prefix, before and after catching up',
    ],
    break: (store) => ({
      ...store,
      readAll: (options) => store.readAll({ after: options?.after }),
      subscribe: ({ prefix: _, ...options } = {}) => store.subscribe(options),
    }),
  },
  {
    mistake: 'ignores the revision to read from',
    caughtBy: ['a stream is read from any revision to its end'],
    break: (store) => ({ ...store, read: (stream) => store.read(stream) }),
  },
  {
    mistake: 'starts at the position instead of after it',
    caughtBy: ['all streams are read after any position'],
    break: (store) => ({
      ...store,
      readAll: ({ after = 1n, ...options } = {}) =>
        store.readAll({ ...options, after: after - 1n }),
    }),
  },
  {
    mistake: 'ends a subscription when it has caught up',
    caughtBy: ['a subscription goes on with what comes after it has caught up'],
    break: (store) => ({
      ...store,
      subscribe: async function* (options) {
        for await (const message of store.subscribe(options)) {
          yield message;
          if (message.type === 'caught-up') return;
        }
      },
    }),
  },
  {
    mistake: 'misses what is appended between reading and following',
    caughtBy: ['a slow follower misses nothing and hinders nobody'],
    break: (store) => ({
      ...store,
      subscribe: async function* (options = {}) {
        for await (const event of store.readAll(options)) yield { type: 'event', event };
        yield* store.subscribe({ ...options, after: await store.head() });
      },
    }),
  },
  {
    mistake: 'tells that it has caught up before it has',
    caughtBy: ['a subscription tells what is there, then that it has caught up'],
    break: (store) => ({
      ...store,
      subscribe: async function* (options) {
        yield { type: 'caught-up', position: undefined };
        yield* store.subscribe(options);
      },
    }),
  },
  {
    mistake: 'leaves a listener on the signal of each subscription',
    caughtBy: ['a subscription that is left leaves nothing on its signal'],
    break: (store) => ({
      ...store,
      subscribe: (options) => {
        options?.signal?.addEventListener('abort', () => undefined);
        return store.subscribe(options);
      },
    }),
  },
  {
    mistake: 'reads a stream whole before it gives the first event',
    caughtBy: ['a big history is read in constant memory'],
    break: (store) => ({
      ...store,
      read: async function* (stream, options) {
        const copies = each(store.read(stream, options), (event) => ({
          ...event,
          data: Buffer.from(event.data).toString(),
        }));
        yield* await all(copies);
      },
    }),
  },
];

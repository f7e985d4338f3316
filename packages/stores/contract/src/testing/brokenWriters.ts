import { randomUUID } from 'node:crypto';

import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';

import { revisionOf } from '../appendRules';
import type { ClaimApart, EventStore, EventToAppend, ExpectedRevision } from '../eventStore';
import { all, each, type BrokenStore } from './brokenStore';

const actualRevision = async (store: EventStore, stream: string): Promise<ExpectedRevision> =>
  revisionOf((await all(store.read(stream))).length);

const compact = <E extends EventToAppend>(event: E): E => ({
  ...event,
  data: JSON.stringify(JSON.parse(event.data)),
});

/** Lists one claim apart, which is given back whatever has happened since. */
async function* listing(holder: string): AsyncGenerator<ClaimApart, undefined> {
  const takenAt = new Date().toISOString();
  const release = () => Promise.resolve({ type: 'Released' } as const);
  yield await Promise.resolve({ key: 'k', holder, takenAt, release });
  return undefined;
}

/** Mistakes in appending. */
export const brokenWriters: ReadonlyArray<BrokenStore> = [
  {
    mistake: 'ignores the expected revision',
    caughtBy: [
      'no-stream is refused on an existing stream',
      'a revision that the stream has left behind is refused',
      'a revision that the stream has not reached is refused',
      'every revision is refused on a missing stream',
      'what is no revision is never accepted',
    ],
    break: (store) => ({
      ...store,
      append: (stream, _, events, options) => async () =>
        store.append(stream, await actualRevision(store, stream), events, options)(),
    }),
  },
  {
    mistake: 'takes the claims of an append that it refuses',
    caughtBy: ['a refused append takes no claim'],
    break: (store) => {
      const lost = new Map<string, string>();
      return {
        ...store,
        append: (stream, expected, events, options) => async () => {
          const outcome = await store.append(stream, expected, events, options)();
          if (outcome.type !== 'Appended')
            for (const key of options?.claims ?? []) lost.set(key, stream);
          return outcome;
        },
        claimHolder: async (key) => (await store.claimHolder(key)) ?? lost.get(key),
      };
    },
  },
  {
    mistake: 'takes no claims',
    caughtBy: [
      'a free claim is taken with the append',
      'a claim that another stream holds refuses the append',
      'of twenty streams racing for one claim one wins',
      'of two stores on the same data racing for one claim one wins',
    ],
    break: (store) => ({
      ...store,
      append: (stream, expected, events) => store.append(stream, expected, events),
    }),
  },
  {
    mistake: 'drops the last event of a batch',
    caughtBy: ['all events of a batch are stored, in the order given'],
    break: (store) => ({
      ...store,
      append: (stream, expected, events, options) => {
        const [first, ...rest] = events;
        return store.append(stream, expected, [first, ...rest.slice(0, -1)], options);
      },
    }),
  },
  {
    mistake: 'writes the events of a batch one by one',
    caughtBy: [
      'the same id in another stream is refused',
      'data and metadata that are no JSON are refused as Fatal',
      'writers to different streams do not hinder each other',
    ],
    break: (store) => ({
      ...store,
      append:
        (stream, expected, [first, ...rest], options) =>
        async () => {
          let outcome = await store.append(stream, expected, [first], options)();
          for (const event of rest) {
            if (outcome.type !== 'Appended') return outcome;
            outcome = await store.append(stream, outcome.revision, [event], options)();
          }
          return outcome;
        },
    }),
  },
  {
    mistake: 'writes a repeated append a second time',
    caughtBy: [
      'a repeated append answers as the first time and writes nothing',
      'an append repeated after its stream has grown answers as the first time',
      'an append repeated after a restart answers as the first time',
    ],
    break: (store) => ({
      ...store,
      append: (stream, expected, events, options) => async () => {
        const known = new Set((await all(store.read(stream))).map(({ id }) => id));
        if (!known.has(events[0].id)) return store.append(stream, expected, events, options)();
        const anew = RNEA.map((event: EventToAppend) => ({ ...event, id: randomUUID() }))(events);
        return store.append(stream, await actualRevision(store, stream), anew, options)();
      },
    }),
  },
  {
    mistake: 'answers Appended to a reused id',
    caughtBy: [
      'the same id with other bytes is refused',
      'the same id at another place of its stream is refused',
      'the same id in another stream is refused',
      'a repeated batch with further events is refused whole',
    ],
    break: (store) => ({
      ...store,
      append: (stream, expected, events, options) => async () => {
        const outcome = await store.append(stream, expected, events, options)();
        const position = (await store.head()) ?? 0n;
        return outcome.type === 'EventIdReused'
          ? { type: 'Appended', revision: 0, position }
          : outcome;
      },
    }),
  },
  {
    mistake: 'writes data anew instead of keeping its bytes',
    caughtBy: [
      'the bytes of an event are kept exactly: white space',
      'the bytes of an event are kept exactly: keys that come twice',
      'the bytes of an event are kept exactly: spellings of numbers',
    ],
    break: (store) => ({
      ...store,
      read: (stream, options) => each(store.read(stream, options), compact),
      readAll: (options) => each(store.readAll(options), compact),
    }),
  },
  {
    mistake: 'lists claims apart that nobody holds',
    caughtBy: ['claims apart are listed once each, and only while held'],
    break: (store) => ({ ...store, claimsApart: () => listing('s-9') }),
  },
  {
    mistake: 'gives back a claim apart that was taken again',
    caughtBy: [
      'a claim apart that was taken again is not given back',
      'a claim apart that is given back is free, and given back once',
    ],
    break: (store) => ({
      ...store,
      claimsApart: async function* () {
        const holder = await store.claimHolder('k');
        if (holder !== undefined) yield* listing(holder);
      },
    }),
  },
];

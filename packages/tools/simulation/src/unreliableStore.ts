import {
  StoreReadError,
  type AppendOutcome,
  type EventStore,
  type RecordedEvent,
  type SubscriptionMessage,
} from '@facture/contract';

import type { Process } from './process';
import type { World } from './world';

const LATE_MS = 5_000;
const AWAY_MS = 3_000;

/** The way between the processes and a store: shared by all, as a network is. */
export interface Network {
  /** Waits as long as one message takes. */
  readonly travel: () => Promise<void>;
  /** Whether nothing gets through now. */
  readonly isAway: () => boolean;
  /** Tells of an append on its way until the returned function is called. */
  readonly underWay: (stream: string) => { readonly arrive: () => void; readonly end: () => void };
}

/** Makes the way to a store. */
export const createNetwork = ({ schedule, chance, faults }: World): Network => {
  let awayUntil = 0;
  let sent = 0;
  let lastArrived = 0;
  const writing = new Map<string, number>();
  return {
    travel: () => schedule.sleep(chance.between(0, 8)),
    isAway: () => {
      if (schedule.elapsedMs() >= awayUntil && faults.strikes('store away'))
        awayUntil = schedule.elapsedMs() + chance.between(1, AWAY_MS);
      return schedule.elapsedMs() < awayUntil;
    },
    underWay: (stream) => {
      const number = (sent += 1);
      const others = writing.get(stream) ?? 0;
      if (others > 0) faults.happened('racing writers');
      writing.set(stream, others + 1);
      return {
        arrive: () => {
          if (number < lastArrived) faults.happened('reordering');
          lastArrived = Math.max(lastArrived, number);
        },
        end: () => {
          writing.set(stream, (writing.get(stream) ?? 1) - 1);
        },
      };
    },
  };
};

const away = (): StoreReadError => new StoreReadError('Unavailable', 'the store is away');

/**
 * A store as one process sees it, over a way that loses, delays, doubles and reorders messages, and
 * in a process that may crash before and after each of them.
 */
export const unreliableStore = (
  world: World,
  process: Process,
  network: Network,
  store: EventStore,
): EventStore => {
  const { schedule, chance, faults, trace } = world;
  const { alive } = process;
  const travel = () => alive(network.travel());
  const halt = () => {
    process.crash();
    return alive(new Promise<never>(() => undefined));
  };

  const append: EventStore['append'] = (stream, expected, events, options) => {
    const write = store.append(stream, expected, events, options);
    const unknown = (reason: string): AppendOutcome => ({ type: 'OutcomeUnknown', reason });
    let wasSent = false;
    const attempt = async (): Promise<AppendOutcome> => {
      if (network.isAway()) return { type: 'Unavailable', reason: 'the store is away' };
      if (faults.strikes('crash before append')) return halt();
      const message = network.underWay(stream);
      try {
        await travel();
        // Of an append that may be stored already no store says so: it is a repeat then.
        if (!wasSent && faults.strikes('wrong revision'))
          return { type: 'RevisionConflict', actual: 0 };
        wasSent = true;
        if (faults.strikes('request lost')) return unknown('no answer');
        if (faults.strikes('write late')) {
          schedule.later(chance.between(1, LATE_MS), () => void write());
          return unknown('no answer yet');
        }
        message.arrive();
        const outcome = await alive(write());
        trace.tell(`${process.name} ${stream} ${String(expected)}: ${outcome.type}`);
        if (faults.strikes('duplicate delivery'))
          schedule.later(chance.between(0, LATE_MS), () => void write());
        if (faults.strikes('crash after append')) return await halt();
        if (faults.strikes('acknowledgement lost')) return unknown('the answer was lost');
        if (faults.strikes('acknowledgement late'))
          await alive(schedule.sleep(chance.between(1, LATE_MS)));
        await travel();
        return outcome;
      } finally {
        message.end();
      }
    };
    return attempt;
  };

  /** Hands on what is read, up to so many elements: by hand, as this is done most of all. */
  const carried = <A>(from: AsyncIterable<A>, upTo: number): AsyncIterable<A> => ({
    [Symbol.asyncIterator]: () => {
      const elements = from[Symbol.asyncIterator]();
      let count = 0;
      const end = async (): Promise<IteratorResult<A, undefined>> => {
        await elements.return?.();
        return { done: true, value: undefined };
      };
      return {
        next: async () => {
          if (count === 0) {
            if (network.isAway()) throw away();
            await travel();
          } else if (faults.strikes('reading cut')) {
            await end();
            throw new StoreReadError('Unavailable', 'cut off');
          }
          if (count >= upTo) return end();
          count += 1;
          return elements.next();
        },
        return: end,
      };
    },
  });

  /** A replica that lags behind knows only the beginning of a stream. */
  const lag = () => (faults.strikes('stale read') ? chance.between(0, 2) : Infinity);

  async function* followed(
    from: AsyncIterable<SubscriptionMessage>,
  ): AsyncGenerator<SubscriptionMessage, undefined> {
    if (network.isAway()) throw away();
    const messages = from[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await alive(messages.next());
        if (next.done === true) return undefined;
        if (chance.happens(0.3)) await travel();
        if (faults.strikes('subscription cut'))
          throw new StoreReadError('Unavailable', 'the subscription was dropped');
        yield next.value;
      }
    } finally {
      await messages.return?.();
    }
  }

  return {
    ...store,
    append,
    read: (stream, options): AsyncIterable<RecordedEvent> =>
      carried(store.read(stream, options), lag()),
    readAll: (options) => carried(store.readAll(options), Infinity),
    subscribe: (options) => followed(store.subscribe(options)),
    head: async () => {
      await travel();
      return alive(store.head());
    },
    claimHolder: async (key) => {
      await travel();
      return alive(store.claimHolder(key));
    },
  };
};

import { Writable } from 'node:stream';

import {
  inMemoryStore,
  StoreReadError,
  type EventStore,
  type Position,
  type StreamName,
} from '@facture/contract';

import { createFanOut, type FanOut, type FanOutLimits } from '../subscriptions/fanOut';
import { frameOf } from '../subscriptions/frames';
import { subscriber, type Subscriber } from '../subscriptions/subscriber';
import { totalsFeed } from '../subscriptions/totalsFeed';

/** One turn of the event loop. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A new store in memory that nothing is in. */
export const emptyStore = (): EventStore => inMemoryStore({ now: () => new Date(0) });

/** A store whose reading breaks after so many messages, each time that it is told to. */
export const breakableStore = (store: EventStore) => {
  let left = Number.POSITIVE_INFINITY;
  const use = () => {
    if (left <= 0) {
      left = Number.POSITIVE_INFINITY;
      throw new StoreReadError('Unavailable', 'away');
    }
    left -= 1;
  };
  const breakable: EventStore = {
    ...store,
    head: async () => {
      use();
      return store.head();
    },
    read: async function* (...args) {
      use();
      yield* store.read(...args);
    },
    subscribe: async function* (options) {
      for await (const message of store.subscribe(options)) {
        use();
        yield message;
      }
    },
  };
  return {
    store: breakable,
    breakAfter: (messages: number) => {
      left = messages;
    },
  };
};

/** The frames of all events in a store, each as one who reads alone would be told it. */
export const framesIn = async (
  store: EventStore,
  stream: StreamName | undefined,
): Promise<ReadonlyArray<{ readonly position: Position; readonly text: string }>> => {
  const frames = [];
  const { signal } = new AbortController();
  for await (const message of totalsFeed(store, { stream, after: undefined, signal })) {
    if (message.type === 'caught-up') break;
    frames.push({ position: message.position, text: frameOf(message).toString() });
  }
  return frames;
};

/** How somebody reads: how much fits into their buffer, and how many turns each write takes. */
export interface Manner {
  readonly highWaterMark: number;
  readonly turnsPerWrite: number;
}

/** A reader that comes back whenever its connection breaks, after the last event that it got whole. */
export interface Reader {
  /** All events that it got, in all its lives. */
  readonly frames: ReadonlyArray<string>;
  readonly isCaughtUp: () => boolean;
  readonly join: (fanOut: FanOut) => void;
  /** Its connection breaks. Of what was under way, so many bytes arrive. */
  readonly breakOff: (arriving: number) => void;
}

const idOf = (frame: string): Position => BigInt(/^id: (\d+)$/m.exec(frame)?.[1] ?? '-1');

/** Makes a reader of everything after a position. */
export const reader = (after: Position, { highWaterMark, turnsPerWrite }: Manner): Reader => {
  const frames: Array<string> = [];
  let position = after;
  let isCaughtUp = false;
  let text = '';
  let underWay = '';
  let raw: Writable | undefined;
  let joined: Subscriber | undefined;

  const take = (more: string) => {
    const blocks = (text + more).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks.filter((any) => any.includes('event: '))) {
      position = idOf(block);
      isCaughtUp = block.includes('event: caught-up');
      if (!isCaughtUp) frames.push(`${block}\n\n`);
    }
  };
  return {
    frames,
    isCaughtUp: () => isCaughtUp,
    join: (fanOut) => {
      const mine = new Writable({
        highWaterMark,
        write: (bytes: Buffer, _encoding, done) => {
          void (async () => {
            underWay = bytes.toString();
            for (let turns = 0; turns < turnsPerWrite && !mine.destroyed; turns++) await turn();
            if (mine.destroyed) return;
            take(underWay);
            underWay = '';
            done();
          })();
        },
      });
      raw = mine;
      joined = subscriber(mine, fanOut, position);
    },
    breakOff: (arriving) => {
      take(underWay.slice(0, arriving));
      text = '';
      underWay = '';
      isCaughtUp = false;
      raw?.destroy();
      joined?.end();
    },
  };
};

/** Opens a fan-out that waits without time and without chance. */
export const openFanOut = (
  store: EventStore,
  stream: StreamName | undefined,
  limits: FanOutLimits,
): FanOut =>
  createFanOut({ store, stream, sleep: turn, random: () => 0, onFailure: () => undefined }, limits);

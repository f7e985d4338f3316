import type { Writable } from 'node:stream';

import type { Position } from '@facture/contract';

import type { FanOut, Place } from './fanOut';
import { GREETING, SIGN_OF_LIFE } from './frames';

const LAST_WORDS_MS = 1_000;

/** Somebody who is told everything after a position, in their own time. */
export interface Subscriber {
  /** Gives a sign of life, and tells for how long the reader has taken nothing. */
  readonly tick: (sinceLastMs: number) => number;
  /** Ends the stream. A reader that does not take the rest in time loses it. */
  readonly end: () => void;
}

/**
 * Begins to tell a reader everything after a position. Nothing is kept for it but the place where it
 * is: whatever it has not taken yet is in the stream's own buffer, which a chunk fills.
 */
export const subscriber = (raw: Writable, fanOut: FanOut, after: Position): Subscriber => {
  let stalledMs = 0;
  let isOver = false;

  const goOn = (): void => {
    if (isOver || raw.writableNeedDrain) return;
    // What is at hand leaves together.
    raw.cork();
    for (let bytes = fanOut.next(place); bytes !== undefined; bytes = fanOut.next(place))
      if (!raw.write(bytes)) break;
    raw.uncork();
  };
  const place: Place = { position: after, isCaughtUp: false, wake: goOn };

  raw.on('drain', () => {
    stalledMs = 0;
    // Others have their turn between two chunks, also when the reader is fast.
    setImmediate(goOn);
  });
  raw.once('close', () => {
    isOver = true;
    fanOut.forget(place);
  });
  raw.write(GREETING);
  goOn();

  return {
    tick: (sinceLastMs) => {
      // A reader that is behind needs no sign of life: what it has not read yet is one.
      if (raw.writableNeedDrain) stalledMs += sinceLastMs;
      else raw.write(SIGN_OF_LIFE);
      return stalledMs;
    },
    end: () => {
      isOver = true;
      fanOut.forget(place);
      const timer = setTimeout(() => raw.destroy(), LAST_WORDS_MS);
      raw.once('close', () => {
        clearTimeout(timer);
      });
      raw.end();
    },
  };
};

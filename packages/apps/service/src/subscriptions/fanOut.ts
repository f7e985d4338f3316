import {
  DEFAULT_RETRY,
  waitBeforeRetry,
  type EventStore,
  type Patience,
  type Position,
  type RetryPolicy,
  type StreamName,
} from '@facture/contract';

import { keepChunks, type ChunkLimits, type Frame } from './chunks';
import { frameOf } from './frames';
import { totalsFeed, type TotalsMessage } from './totalsFeed';

/** Before the first event. */
export const BEGINNING: Position = -1n;

/** Where somebody stands who is told everything in order. */
export interface Place {
  /** Everything up to here was told. */
  position: Position;
  /** Nothing was told since the last marker of having caught up. */
  isCaughtUp: boolean;
  /** Called once there may be more. */
  readonly wake: () => void;
}

/** Everything after a position, read and encoded once for all who are told it. */
export interface FanOut {
  /**
   * Moves a place on, and gives the bytes to tell for it: the next frames, or the marker of having
   * caught up. Undefined when there is nothing yet: the place is woken when there may be.
   */
  readonly next: (place: Place) => Buffer | undefined;
  /** Wakes a place no more. */
  readonly forget: (place: Place) => void;
  /** Ends all reading. What is under way fails or ends unheard. */
  readonly close: () => void;
}

/** How much is read ahead and kept. */
export interface FanOutLimits extends ChunkLimits {
  /** How large a chunk grows before the next is begun. */
  readonly chunkBytes: number;
  /** How many places of the history are read at the same time, besides its end. */
  readonly readings: number;
}

/** What a fan-out works on. */
export interface FanOutSource extends Patience {
  readonly store: EventStore;
  /** The stream of one order, or undefined for all of them. */
  readonly stream: StreamName | undefined;
  /** Told of each failure that is followed by a new start. */
  readonly onFailure: (thrown: unknown) => void;
}

/** At most 16 MiB of frames, besides one larger than that. */
export const fanOutLimits: FanOutLimits = {
  chunks: 256,
  bytes: 16 * 1024 * 1024,
  chunkBytes: 64 * 1024,
  readings: 16,
};

const RETRY: RetryPolicy = { ...DEFAULT_RETRY, baseMs: 50, maxMs: 5_000 };

/** One reading of the history. It goes on when somebody asks for more, and by itself at the end. */
interface Reading {
  /** Everything up to here was read. */
  since: Position;
  /** The end, while it waits there: up to where there is nothing more, and how that is told. */
  end: { readonly position: Position; readonly marker: Buffer } | undefined;
  messages: AsyncGenerator<TotalsMessage, undefined> | undefined;
  /** The step that is under way. */
  step: Promise<void> | undefined;
  readonly waiting: Set<Place>;
  readonly leaving: AbortController;
}

/**
 * Reads, folds and encodes history for any number of places, each part of it once for all that come
 * to it while it is kept. A place that nobody has read from begins a reading of its own, and gives it
 * up as soon as it comes to what another has read. A reading that fails begins again by itself, each
 * time after a longer wait.
 */
export const createFanOut = (
  { store, stream, onFailure, ...patience }: FanOutSource,
  limits: FanOutLimits = fanOutLimits,
): FanOut => {
  const chunks = keepChunks(limits);
  // The one used last comes last.
  const readings = new Set<Reading>();
  const waitingForTurn = new Set<Place>();
  let failures = 0;

  const wakeAll = (waiting: Set<Place>): void => {
    const woken = Array.from(waiting);
    waiting.clear();
    for (const { wake } of woken) wake();
  };

  const drop = (reading: Reading): void => {
    readings.delete(reading);
    reading.leaving.abort();
    reading.messages?.return(undefined).catch(() => undefined);
  };

  const begin = async (reading: Reading): Promise<AsyncGenerator<TotalsMessage, undefined>> => {
    const { signal } = reading.leaving;
    if (failures > 0) await waitBeforeRetry(RETRY, patience, failures, signal);
    const head = (await store.head()) ?? BEGINNING;
    if (head < reading.since) {
      // Who is ahead of the store knows another history: it is told all that comes from now on.
      reading.since = head;
      for (const place of reading.waiting) place.position = head;
    }
    const after = reading.since === BEGINNING ? undefined : reading.since;
    return totalsFeed(store, { stream, after, signal });
  };

  /** Of several readings that wait at the same end, lets the one serve all that has passed least. */
  const joinAtEnd = (reading: Reading): void => {
    const atSameEnd = Array.from(readings).filter(
      ({ end }) => end !== undefined && end.position === reading.end?.position,
    );
    const first = atSameEnd.reduce((a, b) => (b.since < a.since ? b : a), reading);
    for (const other of atSameEnd) if (other !== first) drop(other);
  };

  const keep = (reading: Reading, frames: Array<Frame>): void => {
    const last = frames.at(-1);
    if (last === undefined) return;
    chunks.add(reading.since, frames.splice(0));
    reading.since = last.position;
  };

  /** Reads one chunk, or up to the end. Answers whether there may be more. */
  const readInto = async (reading: Reading, frames: Array<Frame>): Promise<boolean> => {
    const messages = (reading.messages ??= await begin(reading));
    for (let size = 0; size < limits.chunkBytes;) {
      const { value: message } = await messages.next();
      if (message === undefined) return false;
      failures = 0;
      const bytes = frameOf(message);
      if (message.type === 'caught-up') {
        // What is not told here moves the end as well: that is no news.
        const isNews = reading.end === undefined;
        // Who joins from now on finds the end, and must not be sent back to before these frames.
        keep(reading, frames);
        reading.end = { position: message.position ?? BEGINNING, marker: bytes };
        if (isNews) return true;
        joinAtEnd(reading);
      } else {
        reading.end = undefined;
        frames.push({ position: message.position, bytes });
        size += bytes.length;
      }
    }
    return true;
  };

  const readOn = async (reading: Reading): Promise<void> => {
    const frames: Array<Frame> = [];
    let mayGoOn = false;
    try {
      mayGoOn = await readInto(reading, frames);
    } catch (thrown) {
      if (!reading.leaving.signal.aborted) {
        failures += 1;
        onFailure(thrown);
      }
    }
    keep(reading, frames);
    if (mayGoOn) joinAtEnd(reading);
    else drop(reading);
    const isAtEnd = readings.has(reading) && reading.end !== undefined;
    reading.step = isAtEnd ? readOn(reading) : undefined;
    wakeAll(reading.waiting);
    wakeAll(waitingForTurn);
  };

  const opened = (since: Position): Reading | undefined => {
    const behind = Array.from(readings).filter(({ end }) => end === undefined);
    if (behind.length >= limits.readings) {
      const idle = behind.find(({ step }) => step === undefined);
      if (idle === undefined) return undefined;
      drop(idle);
    }
    return {
      since,
      end: undefined,
      messages: undefined,
      step: undefined,
      waiting: new Set(),
      leaving: new AbortController(),
    };
  };

  /** The reading that comes to what is after a position, with nothing in between. */
  const readingAfter = (position: Position): Reading | undefined => {
    for (const reading of readings)
      if (position >= reading.since && position <= (reading.end?.position ?? reading.since))
        return reading;
    return opened(position);
  };

  return {
    next: (place) => {
      const covering = chunks.covering(place.position);
      if (covering !== undefined) {
        place.position = covering.upTo;
        place.isCaughtUp = false;
        return covering.bytes;
      }
      const reading = readingAfter(place.position);
      if (reading === undefined) {
        waitingForTurn.add(place);
        return undefined;
      }
      readings.delete(reading);
      readings.add(reading);
      if (reading.end !== undefined && !place.isCaughtUp) {
        place.position = reading.since;
        place.isCaughtUp = true;
        return reading.end.marker;
      }
      reading.waiting.add(place);
      reading.step ??= readOn(reading);
      return undefined;
    },
    forget: (place) => {
      waitingForTurn.delete(place);
      for (const { waiting } of readings) waiting.delete(place);
    },
    close: () => {
      for (const reading of readings) drop(reading);
    },
  };
};

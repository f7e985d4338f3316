import { crc32 } from 'node:zlib';

/** What somebody got of a stream of events so far. Who got the same got equal tallies. */
export interface Tally {
  /** Events that came for the first time. */
  readonly events: number;
  /** Events that came again, after a connection broke. */
  readonly repeats: number;
  /** Events that were told as unreadable. */
  readonly quarantined: number;
  /** The position of the last event in decimal digits, and a checksum of all positions in order. */
  readonly last: string;
  readonly positions: number;
  /** A checksum of the bytes of all events in order. */
  readonly bytes: number;
}

/** Reads the bytes of a stream as they come, and keeps nothing of them. */
export interface FrameReader {
  readonly take: (bytes: Buffer) => void;
  /** Forgets what came of an event whose end is missing. */
  readonly breakOff: () => void;
  readonly tally: () => Tally;
}

// No other line begins so: not the length of a chunk, nor a comment, nor a header of an answer.
const FRAME = 'i'.charCodeAt(0);
const ID = 'id: '.length;
const LINE_END = '\n'.charCodeAt(0);
const FRAME_END = Buffer.from('\n\n');
const QUARANTINED = 'q'.charCodeAt(0);
const CAUGHT_UP = 'c'.charCodeAt(0);
const EVENT = 'event: '.length;

/** Carries a checksum of positions on. */
export const withPosition = (checksum: number, position: string): number =>
  crc32(`${position}\n`, checksum);

/**
 * Reads server-sent events, looking at no more than where each begins and ends. Lines in between are
 * passed over: the lengths of chunks, signs of life.
 */
export const frameReader = (): FrameReader => {
  let rest: Buffer = Buffer.alloc(0);
  let tally: Tally = { events: 0, repeats: 0, quarantined: 0, last: '0', positions: 0, bytes: 0 };

  const count = (frame: Buffer): void => {
    const idEnd = frame.indexOf(LINE_END);
    const kind = frame[idEnd + 1 + EVENT];
    if (kind === CAUGHT_UP) return;
    const position = frame.toString('latin1', ID, idEnd);
    if (BigInt(position) <= BigInt(tally.last)) {
      tally = { ...tally, repeats: tally.repeats + 1 };
      return;
    }
    tally = {
      events: tally.events + 1,
      repeats: tally.repeats,
      quarantined: tally.quarantined + (kind === QUARANTINED ? 1 : 0),
      last: position,
      positions: withPosition(tally.positions, position),
      bytes: crc32(frame, tally.bytes),
    };
  };

  return {
    take: (bytes) => {
      const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      let start = 0;
      while (start < all.length) {
        const isFrame = all[start] === FRAME;
        const end = isFrame ? all.indexOf(FRAME_END, start) : all.indexOf(LINE_END, start);
        if (end < 0) break;
        const next = end + (isFrame ? FRAME_END.length : 1);
        if (isFrame) count(all.subarray(start, next));
        start = next;
      }
      rest = Buffer.from(all.subarray(start));
    },
    breakOff: () => {
      rest = Buffer.alloc(0);
    },
    tally: () => tally,
  };
};

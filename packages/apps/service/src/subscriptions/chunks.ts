import type { Position } from '@facture/contract';

/** One encoded event, and its position. */
export interface Frame {
  readonly position: Position;
  readonly bytes: Buffer;
}

/** The frames of all events after one position up to another, encoded once for everybody. */
interface Chunk {
  readonly after: Position;
  readonly upTo: Position;
  readonly bytes: Buffer;
  /** Where each frame begins in the bytes. */
  readonly starts: ReadonlyArray<{ readonly position: Position; readonly offset: number }>;
}

/** The frames after a position in a chunk that covers it. */
interface Covering {
  readonly bytes: Buffer;
  readonly upTo: Position;
}

/** The chunks that were made last. */
export interface Chunks {
  readonly add: (after: Position, frames: ReadonlyArray<Frame>) => void;
  /** What comes right after a position, if any of the chunks has it. */
  readonly covering: (position: Position) => Covering | undefined;
}

/** How many chunks are kept, and how many bytes in all. */
export interface ChunkLimits {
  readonly chunks: number;
  readonly bytes: number;
}

const chunkOf = (after: Position, frames: ReadonlyArray<Frame>): Chunk => {
  let offset = 0;
  const starts = frames.map(({ position, bytes }) => {
    const start = { position, offset };
    offset += bytes.length;
    return start;
  });
  return {
    after,
    upTo: starts.at(-1)?.position ?? after,
    bytes: Buffer.concat(frames.map(({ bytes }) => bytes)),
    starts,
  };
};

/** Leaves out the frames up to a position. */
const rest = ({ bytes, starts, upTo }: Chunk, position: Position): Covering => {
  const first = starts.find((start) => start.position > position);
  return { bytes: bytes.subarray(first?.offset), upTo };
};

/**
 * Keeps chunks until there are too many of them, the oldest first. They may overlap: readings that
 * began at different places meet in each other's chunks.
 */
export const keepChunks = (limits: ChunkLimits): Chunks => {
  const kept = new Map<Position, Chunk>();
  let size = 0;
  // No chunk reaches further. Most who ask have come to the present, and need no search.
  let furthest: Position | undefined;

  const forget = (chunk: Chunk | undefined): void => {
    if (chunk === undefined) return;
    kept.delete(chunk.after);
    size -= chunk.bytes.length;
  };

  return {
    add: (after, frames) => {
      const chunk = chunkOf(after, frames);
      forget(kept.get(after));
      kept.set(after, chunk);
      size += chunk.bytes.length;
      if (furthest === undefined || chunk.upTo > furthest) furthest = chunk.upTo;
      // The newest is kept in any case: somebody waits for it.
      while (kept.size > 1 && (kept.size > limits.chunks || size > limits.bytes))
        forget(kept.values().next().value);
    },
    covering: (position) => {
      const exact = kept.get(position);
      if (exact !== undefined || furthest === undefined || position >= furthest) return exact;
      for (const chunk of kept.values())
        if (chunk.after < position && position < chunk.upTo) return rest(chunk, position);
      return undefined;
    },
  };
};

import type { Position } from '../eventStore';

/** How many levels of the tree lie between two levels of tiles. */
export const TILE_LEVELS = 8;

/** How many hashes fill a tile. */
export const TILE_WIDTH = 2 ** TILE_LEVELS;

/** How long a hash is. */
export const HASH_BYTES = 32;

/** What was signed about a log: its size and root, as a signed note. */
export interface SealedCheckpoint {
  /** How many events it covers. */
  readonly size: number;
  /** The checkpoint in its signed note. */
  readonly note: string;
  /** The verifier key of whoever signed it. */
  readonly verifierKey: string;
}

/**
 * A Merkle log of events: their leaf hashes in the order in which they were sealed, counted from 0
 * without a gap, and what was signed about them.
 *
 * Hashes are kept in tiles: those of level 0 hold leaf hashes, those of each further level the roots
 * of the full tiles below. All methods throw `StoreReadError` when the log cannot be read.
 */
export interface SealedLog {
  /** The checkpoint that was signed last; undefined while nothing is sealed. It covers every leaf. */
  readonly latest: () => SealedCheckpoint | undefined;
  /** Checkpoints in the order of signing, at most so many, from the one of a place on. */
  readonly checkpoints: (from: number, limit: number) => ReadonlyArray<SealedCheckpoint>;
  /** The hashes of a tile, one after the other: none where there is no tile. */
  readonly tile: (level: number, index: number) => Uint8Array;
  /** Where the event at a position of the store stands in the log. */
  readonly indexOf: (position: Position) => number | undefined;
  /** The position in the store of an event of the log. */
  readonly positionOf: (index: number) => Position | undefined;
  readonly close: () => void;
}

/** What is added to a log at once. */
export interface SealedBatch {
  /** The size of the log before it. */
  readonly after: number;
  /** The positions of the events that are added. Each is later than the one before. */
  readonly positions: ReadonlyArray<Position>;
  /** What is added at the end of each level of tiles, the leaf hashes first. */
  readonly hashes: ReadonlyArray<ReadonlyArray<Uint8Array>>;
  /** Covers all that there is then. */
  readonly checkpoint: SealedCheckpoint;
}

/** A log in the hands of the only one who may add to it. */
export interface OwnedSealedLog extends SealedLog {
  /**
   * Adds a batch: all of it or nothing, durable when it returns.
   *
   * Throws `StoreReadError` of type `Fatal` for a batch that does not follow on what there is.
   */
  readonly append: (batch: SealedBatch) => void;
}

/** Why nobody else can own a log: whoever does is alive. */
export interface SealedElsewhere {
  readonly type: 'SealedElsewhere';
}

/**
 * Tells why a batch does not follow on a log: the sizes do not fit one another, or a position is not
 * later than the one before. Undefined when it does.
 */
export const misfit = (
  { after, positions, hashes, checkpoint }: SealedBatch,
  size: number,
  last: Position | undefined,
): string | undefined => {
  if (after !== size)
    return `a batch that follows ${after.toString()} events comes to ${size.toString()}`;
  const leaves = hashes[0]?.length ?? 0;
  if (positions.length !== leaves || checkpoint.size !== after + leaves)
    return `a checkpoint of ${checkpoint.size.toString()} events comes with ${leaves.toString()} more than ${after.toString()}`;
  let before = last;
  for (const position of positions) {
    if (before !== undefined && position <= before)
      return `position ${position.toString()} comes after ${before.toString()}`;
    before = position;
  }
  return undefined;
};

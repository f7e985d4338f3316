import * as E from 'fp-ts/Either';

import { StoreReadError, type Position } from '../eventStore';
import {
  misfit,
  TILE_WIDTH,
  type OwnedSealedLog,
  type SealedCheckpoint,
  type SealedElsewhere,
  type SealedLog,
} from './sealedLog';

/** What a sealed log in memory keeps: it outlives whoever opens it. */
export interface SealedLogMemory {
  readonly checkpoints: Array<SealedCheckpoint>;
  readonly positions: Array<Position>;
  /** The hashes of each level of tiles. */
  readonly levels: Array<Array<Uint8Array>>;
  owned: boolean;
}

/** Makes the memory of a log in which nothing is sealed yet. */
export const emptySealedLogMemory = (): SealedLogMemory => ({
  checkpoints: [],
  positions: [],
  levels: [],
  owned: false,
});

/** Opens a log in memory to read it. */
export const inMemorySealedLog = ({
  checkpoints,
  positions,
  levels,
}: SealedLogMemory): SealedLog => {
  let open = true;
  const reading = <A>(read: () => A): A => {
    if (!open) throw new StoreReadError('Unavailable', 'the log is closed');
    return read();
  };
  return {
    latest: () => reading(() => checkpoints.at(-1)),
    checkpoints: (from, limit) => reading(() => checkpoints.slice(from, from + limit)),
    tile: (level, index) =>
      reading(() => {
        const start = index * TILE_WIDTH;
        return Buffer.concat(levels[level]?.slice(start, start + TILE_WIDTH) ?? []);
      }),
    indexOf: (position) =>
      reading(() => {
        const index = positions.indexOf(position);
        return index === -1 ? undefined : index;
      }),
    positionOf: (index) => reading(() => positions[index]),
    close: () => {
      open = false;
    },
  };
};

/**
 * Takes hold of a log in memory, to seal.
 *
 * Gives `SealedElsewhere` while somebody else has it.
 */
export const ownInMemorySealedLog = (
  memory: SealedLogMemory,
): E.Either<SealedElsewhere, OwnedSealedLog> => {
  if (memory.owned) return E.left({ type: 'SealedElsewhere' });
  memory.owned = true;
  const log = inMemorySealedLog(memory);
  let isOwner = true;
  return E.right({
    ...log,
    append: (batch) => {
      const reason = misfit(batch, log.latest()?.size ?? 0, memory.positions.at(-1));
      if (reason !== undefined) throw new StoreReadError('Fatal', reason);
      for (const [level, hashes] of batch.hashes.entries()) {
        const kept = (memory.levels[level] ??= []);
        for (const hash of hashes) kept.push(hash);
      }
      for (const position of batch.positions) memory.positions.push(position);
      memory.checkpoints.push(batch.checkpoint);
    },
    close: () => {
      log.close();
      if (isOwner) memory.owned = false;
      isOwner = false;
    },
  });
};

import * as E from 'fp-ts/Either';

import type { SealedLogHarness } from '../conformance';
import {
  HASH_BYTES,
  inMemorySealedLog,
  type OwnedSealedLog,
  type SealedLogMemory,
} from '../sealing';
import { inMemorySealedLogHarness } from './sealedLogHarness';

/** A sealed log with one mistake in it, and the case that must tell. */
export interface BrokenSealedLog {
  readonly mistake: string;
  readonly caughtBy: string;
  readonly harness: SealedLogHarness;
}

const broken = (
  mistake: string,
  caughtBy: string,
  change: (log: OwnedSealedLog, memory: SealedLogMemory) => Partial<OwnedSealedLog>,
): BrokenSealedLog => ({ mistake, caughtBy, harness: inMemorySealedLogHarness(change) });

const sound = inMemorySealedLogHarness();

/** Mistakes in keeping a log. */
export const brokenSealedLogs: ReadonlyArray<BrokenSealedLog> = [
  broken(
    'adds what does not follow',
    'a batch that does not follow on the log changes nothing',
    (log) => ({
      append: (batch) => {
        const after = log.latest()?.size ?? 0;
        const size = after + batch.positions.length;
        log.append({ ...batch, after, checkpoint: { ...batch.checkpoint, size } });
      },
    }),
  ),
  broken(
    'keeps a part of a batch that it refuses',
    'a batch that does not follow on the log changes nothing',
    (log, memory) => ({
      append: (batch) => {
        memory.levels[0] = [...(memory.levels[0] ?? []), ...(batch.hashes[0] ?? [])];
        log.append({ ...batch, hashes: [[], ...batch.hashes.slice(1)], positions: [] });
      },
    }),
  ),
  broken('sorts positions', 'a batch whose positions do not grow changes nothing', (log) => ({
    append: (batch) => {
      log.append({ ...batch, positions: batch.positions.toSorted((a, b) => (a < b ? -1 : 1)) });
    },
  })),
  broken(
    'forgets all checkpoints but the last',
    'every checkpoint is kept, in the order of signing',
    (log) => ({ checkpoints: (from, limit) => log.checkpoints(from, limit).slice(-1) }),
  ),
  broken('begins a new tile with each batch', 'tiles fill up whatever the batches are', (log) => {
    const batches = new Array<number>();
    return {
      append: (batch) => {
        log.append(batch);
        batches.push(batch.checkpoint.size);
      },
      tile: (level, index) =>
        log.tile(level, index).subarray(0, (batches[index] ?? 0) * HASH_BYTES),
    };
  }),
  broken(
    'finds the nearest position instead of the one asked for',
    'hashes and positions of a batch are found at their places',
    (_, memory) => ({
      indexOf: (position) => {
        const place = memory.positions.findLastIndex((one) => one <= position);
        return place === -1 ? undefined : place;
      },
    }),
  ),
  broken(
    'keeps positions as numbers',
    'hashes and positions of a batch are found at their places',
    (log) => ({
      positionOf: (index) => {
        const position = log.positionOf(index);
        return position === undefined ? undefined : BigInt(Number(position));
      },
    }),
  ),
  {
    mistake: 'has two owners',
    caughtBy: 'nobody else gets a log that somebody has, not even when asking again',
    harness: { ...sound, own: (log) => Promise.resolve(E.right(log)) },
  },
  {
    mistake: 'gives a lock away when it is asked for twice',
    caughtBy: 'nobody else gets a log that somebody has, not even when asking again',
    harness: {
      ...inMemorySealedLogHarness(),
      own: (() => {
        let asked = 0;
        return (log) =>
          Promise.resolve(asked++ === 0 ? E.left({ type: 'SealedElsewhere' }) : E.right(log));
      })(),
    },
  },
  broken('goes on after it was closed', 'a closed log gives nothing', (_, memory) => ({
    latest: () => memory.checkpoints.at(-1),
  })),
  {
    mistake: 'shows readers what was there when they came',
    caughtBy: 'whoever reads beside the owner sees what was added',
    harness: {
      ...sound,
      read: async (log) => {
        const memory = structuredClone({
          checkpoints: log.checkpoints(0, 1_000),
          positions: [],
          levels: [],
          owned: true,
        });
        return Promise.resolve(
          inMemorySealedLog({ ...memory, checkpoints: [...memory.checkpoints] }),
        );
      },
    },
  },
];

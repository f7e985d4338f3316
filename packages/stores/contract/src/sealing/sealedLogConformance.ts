import assert from 'node:assert/strict';

import type { Either } from 'fp-ts/Either';

import type { ConformanceCase } from '../conformance/harness';
import type { Position } from '../eventStore';
import {
  HASH_BYTES,
  TILE_WIDTH,
  type OwnedSealedLog,
  type SealedBatch,
  type SealedElsewhere,
  type SealedLog,
} from './sealedLog';

/** How the suite gets at a sealed log. What a log cannot do is left out, and its cases are skipped. */
export interface SealedLogHarness {
  /** Takes hold of a log that holds nothing yet. */
  readonly open: () => Promise<OwnedSealedLog>;
  /** Opens the log of an owner to read it beside him, as a second process does. */
  readonly read?: (log: OwnedSealedLog) => Promise<SealedLog>;
  /** Tries to take hold of a log that somebody has, or had before he closed it. */
  readonly own?: (log: OwnedSealedLog) => Promise<Either<SealedElsewhere, OwnedSealedLog>>;
}

/** A case of the suite for sealed logs. */
export type SealedLogCase = ConformanceCase<SealedLogHarness>;

/** The hash of the suite at a place: its bytes say where it stands. */
const hashAt = (level: number, index: number): Uint8Array => {
  const hash = Buffer.alloc(HASH_BYTES, level + 1);
  hash.writeUInt32BE(index);
  return hash;
};

/** Positions grow, leave gaps, and do not fit into 64 bits. */
const positionAt = (index: number): Position => (BigInt(index) << 64n) + 10n * BigInt(index) + 3n;

const range = (from: number, to: number): ReadonlyArray<number> =>
  Array.from({ length: to - from }, (_, place) => from + place);

const upTo = (level: number, size: number): number => Math.floor(size / TILE_WIDTH ** level);

const checkpointOf = (size: number) => ({
  size,
  note: `log\n${size.toString()}\n\n— signed é\n`,
  verifierKey: 'log+0a0b0c0d+key',
});

/** What makes a log of one size into one of another. */
const batch = (after: number, size: number): SealedBatch => ({
  after,
  positions: range(after, size).map(positionAt),
  hashes: [0, 1, 2].map((level) =>
    range(upTo(level, after), upTo(level, size)).map((index) => hashAt(level, index)),
  ),
  checkpoint: checkpointOf(size),
});

const assertTiles = (log: SealedLog, size: number): void => {
  for (const level of [0, 1, 2]) {
    const all = range(0, upTo(level, size)).map((index) => hashAt(level, index));
    for (const tile of range(0, Math.ceil(all.length / TILE_WIDTH) + 1))
      assert.deepEqual(
        Buffer.from(log.tile(level, tile)),
        Buffer.concat(all.slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH)),
        `tile ${tile.toString()} of level ${level.toString()}`,
      );
  }
};

const assertPositions = (log: SealedLog, size: number): void => {
  for (const index of range(0, size)) {
    assert.equal(log.positionOf(index), positionAt(index));
    assert.equal(log.indexOf(positionAt(index)), index);
  }
  assert.equal(log.positionOf(size), undefined);
  for (const none of [0n, positionAt(0) + 1n, positionAt(size), positionAt(size + TILE_WIDTH)])
    assert.equal(log.indexOf(none), undefined);
};

const assertLog = (log: SealedLog, size: number): void => {
  assert.deepEqual({ ...log.latest() }, checkpointOf(size));
  assertTiles(log, size);
  assertPositions(log, size);
};

const onLog = (
  name: string,
  run: (log: OwnedSealedLog, harness: SealedLogHarness) => Promise<void> | void,
  needs: ReadonlyArray<keyof SealedLogHarness> = [],
): SealedLogCase => ({
  name,
  needs,
  run: async (harness) => {
    const log = await harness.open();
    try {
      await run(log, harness);
    } finally {
      log.close();
    }
  },
});

const owned = async (
  { own }: SealedLogHarness,
  log: OwnedSealedLog,
): Promise<OwnedSealedLog | undefined> => {
  if (own === undefined) throw new Error('the harness cannot own a log again');
  const found = await own(log);
  return found._tag === 'Right' ? found.right : undefined;
};

const refused = (log: OwnedSealedLog, wrong: SealedBatch, size: number): void => {
  assert.throws(
    () => {
      log.append(wrong);
    },
    { name: 'StoreReadError', type: 'Fatal' },
  );
  assertLog(log, size);
};

/** Everything that a sealed log promises, as cases for any test framework. */
export const sealedLogConformance: ReadonlyArray<SealedLogCase> = [
  onLog('an empty log has no checkpoint, no hash and no position', (log) => {
    assert.equal(log.latest(), undefined);
    assert.deepEqual(log.checkpoints(0, 10), []);
    assert.equal(log.tile(0, 0).length, 0);
    assert.equal(log.positionOf(0), undefined);
    assert.equal(log.indexOf(0n), undefined);
  }),

  onLog('hashes and positions of a batch are found at their places', (log) => {
    log.append(batch(0, 5));
    assertLog(log, 5);
  }),

  onLog('tiles fill up whatever the batches are', (log) => {
    const sizes = [0, 1, 2, 255, 256, 257, 511, 700, 1024, 1300];
    for (const [place, size] of sizes.slice(1).entries()) {
      log.append(batch(sizes[place] ?? 0, size));
      assert.deepEqual({ ...log.latest() }, checkpointOf(size));
    }
    assertLog(log, 1300);
  }),

  onLog('every checkpoint is kept, in the order of signing', (log) => {
    log.append(batch(0, 3));
    log.append(batch(3, 4));
    const again = { ...batch(4, 4), checkpoint: { ...checkpointOf(4), verifierKey: 'another' } };
    log.append(again);
    assert.deepEqual({ ...log.latest() }, again.checkpoint);
    const all = [checkpointOf(3), checkpointOf(4), again.checkpoint];
    const read = (from: number, limit: number) =>
      log.checkpoints(from, limit).map((one) => ({ ...one }));
    assert.deepEqual(read(0, 10), all);
    assert.deepEqual(read(1, 1), [all[1]]);
    assert.deepEqual(read(3, 1), []);
  }),

  onLog('a batch that does not follow on the log changes nothing', (log) => {
    log.append(batch(0, 300));
    refused(log, batch(0, 300), 300);
    refused(log, batch(299, 301), 300);
    refused(log, batch(301, 302), 300);
    refused(log, { ...batch(300, 310), checkpoint: checkpointOf(309) }, 300);
    refused(log, { ...batch(300, 310), positions: batch(300, 309).positions }, 300);
  }),

  onLog('a batch whose positions do not grow changes nothing', (log) => {
    log.append(batch(0, 2));
    const { positions } = batch(2, 5);
    refused(log, { ...batch(2, 5), positions: positions.toReversed() }, 2);
    refused(log, { ...batch(2, 3), positions: [positionAt(1)] }, 2);
  }),

  onLog(
    'whoever reads beside the owner sees what was added',
    async (log, { read }) => {
      if (read === undefined) throw new Error('the harness cannot read beside an owner');
      const reader = await read(log);
      try {
        assert.equal(reader.latest(), undefined);
        log.append(batch(0, 300));
        assertLog(reader, 300);
        log.append(batch(300, 301));
        assertLog(reader, 301);
      } finally {
        reader.close();
      }
    },
    ['read'],
  ),

  onLog(
    'nobody else gets a log that somebody has, not even when asking again',
    async (log, harness) => {
      log.append(batch(0, 2));
      assert.equal(await owned(harness, log), undefined);
      assert.equal(await owned(harness, log), undefined);
      log.append(batch(2, 3));
      assertLog(log, 3);
    },
    ['own'],
  ),

  onLog(
    'a log that was closed goes on with its next owner',
    async (log, harness) => {
      log.append(batch(0, 300));
      log.close();
      const next = await owned(harness, log);
      assert.ok(next !== undefined, 'nobody has it');
      try {
        // Closing twice gives nobody else's log away.
        log.close();
        assert.equal(await owned(harness, log), undefined);
        assertLog(next, 300);
        next.append(batch(300, 301));
        assertLog(next, 301);
      } finally {
        next.close();
      }
    },
    ['own'],
  ),

  onLog('a closed log gives nothing', (log) => {
    log.append(batch(0, 2));
    log.close();
    assert.throws(() => log.latest(), { name: 'StoreReadError' });
    assert.throws(() => log.tile(0, 0), { name: 'StoreReadError' });
  }),
];

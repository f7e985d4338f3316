import { leafHash, verifyConsistency, verifyInclusion, type Checkpoint } from '@facture/proofs';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { appended, collect, someEvents } from '../conformance/given';
import { StoreReadError, type EventStore } from '../eventStore';
import { newStore, RUNS, TIMEOUT_MS } from '../testing/handling';
import { naiveRoot, ownLog, sealing, sha256, testKeys } from '../testing/sealing';
import { emptySealedLogMemory } from './inMemorySealedLog';
import { proveSealed } from './proveSealed';
import { HASH_BYTES, TILE_WIDTH, type OwnedSealedLog } from './sealedLog';
import { readSigned } from './sealKeys';

/** One life of a sealer: what was appended before it, and how it seals. */
interface Life {
  readonly appends: ReadonlyArray<{ readonly stream: number; readonly count: number }>;
  readonly batchSize: number;
  /** Which appends to the log fail, and whether they were kept all the same. */
  readonly failing: ReadonlyArray<'kept' | 'lost' | 'none'>;
}

const life: fc.Arbitrary<Life> = fc.record({
  appends: fc.array(
    fc.record({ stream: fc.integer({ min: 0, max: 5 }), count: fc.integer({ min: 1, max: 60 }) }),
    { maxLength: 5 },
  ),
  batchSize: fc.integer({ min: 1, max: 50 }),
  failing: fc.array(fc.constantFrom('kept', 'lost', 'none'), { maxLength: 6 }),
});

const STREAMS = ['order-a', 'order-b', 'claim-a', 'order-c', 'orde-d', 'other-e'];

/** Appends to streams of orders and of others, each at its own revision. */
const appender = (store: EventStore) => {
  const lengths = new Map<string, number>();
  return async ({ appends }: Life): Promise<void> => {
    for (const { stream, count } of appends) {
      const name = STREAMS[stream] ?? 'order-f';
      const length = lengths.get(name) ?? 0;
      await appended(store, name, length === 0 ? 'no-stream' : length - 1, someEvents(count));
      lengths.set(name, length + count);
    }
  };
};

const failingLog = (log: OwnedSealedLog, failing: Life['failing']): OwnedSealedLog => {
  let appends = 0;
  return {
    ...log,
    append: (batch) => {
      const failure = failing[appends++] ?? 'none';
      if (failure !== 'lost') log.append(batch);
      if (failure !== 'none') throw new StoreReadError('Unavailable', failure);
    },
  };
};

/** Lives all lives on one log, and gives what came of it. */
const lived = async (lives: ReadonlyArray<Life>) => {
  const store = newStore();
  const append = appender(store);
  const memory = emptySealedLogMemory();
  for (const one of lives) {
    await append(one);
    const log = ownLog(memory);
    const wanted = (await collect(store.readAll({ prefix: 'order-' }))).length;
    const run = sealing(store, failingLog(log, one.failing), { batchSize: one.batchSize });
    await run.until(wanted);
    expect(await run.stop()).toBeUndefined();
    log.close();
  }
  const events = await collect(store.readAll({ prefix: 'order-' }));
  return { log: ownLog(memory), events };
};

const checkpointsOf = (log: OwnedSealedLog): ReadonlyArray<Checkpoint> =>
  log.checkpoints(0, 10_000).flatMap((one) => {
    const read = readSigned(one, testKeys.current, testKeys.verify);
    return read === undefined ? [] : [read];
  });

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

describe('sealing', () => {
  it(
    'gives the tree of the definition, whatever the batches, the failures and the restarts',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 4 }), async (lives) => {
          const { log, events } = await lived(lives);
          const leaves = events.map((event) => leafHash(sha256, event));
          const checkpoints = checkpointsOf(log);
          expect(checkpoints).toHaveLength(log.checkpoints(0, 10_000).length);
          for (const { size, rootHash } of checkpoints)
            expect(isSame(rootHash, naiveRoot(leaves.slice(0, size)))).toBe(true);
          expect(checkpoints.at(-1)?.size ?? 0).toBe(events.length);
        }),
        { numRuns: RUNS.numRuns / 3 },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'proves every event, and each checkpoint from each one before',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 3 }), async (lives) => {
          const { log, events } = await lived(lives);
          const checkpoints = checkpointsOf(log);
          const { inclusion, consistency } = proveSealed(sha256, log);
          for (const { size, rootHash } of checkpoints.slice(-2))
            for (const [index, event] of events.entries()) {
              const proof = inclusion(event.position, size);
              expect(proof?.logIndex).toBe(index < size ? index : undefined);
              if (proof === undefined) continue;
              const ofEvent = leafHash(sha256, event);
              expect(isSame(proof.leafHash, ofEvent)).toBe(true);
              const claim = { index, size, leafHash: ofEvent, rootHash };
              expect(verifyInclusion(sha256, claim, proof.hashes)).toBe(true);
            }
          for (const [place, newer] of checkpoints.entries())
            for (const older of checkpoints.slice(0, place + 1)) {
              const sizes = { from: older.size, to: newer.size };
              const claim = { ...sizes, fromRoot: older.rootHash, toRoot: newer.rootHash };
              const proof = consistency(older.size, newer.size);
              expect(verifyConsistency(sha256, claim, proof)).toBe(true);
            }
        }),
        { numRuns: RUNS.numRuns / 10 },
      );
    },
    TIMEOUT_MS,
  );
});

describe('a log of a million events', () => {
  it('proves any of them with at most 20 hashes', () => {
    const size = 1_000_000;
    // How long a proof is does not hang on what is in the tiles.
    const tile = () => Buffer.alloc(TILE_WIDTH * HASH_BYTES, 1);
    const { inclusion } = proveSealed(sha256, { ...ownLog(), tile, indexOf: Number });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: size - 1 }), (index) => {
        const proof = inclusion(BigInt(index), size);
        expect(proof?.hashes.length).toBeGreaterThan(10);
        expect(proof?.hashes.length).toBeLessThanOrEqual(20);
      }),
    );
  });
});

import { leafHash } from '@facture/proofs';
import { describe, expect, it } from '@jest/globals';

import { appended, collect, someEvents } from '../conformance/given';
import { StoreReadError, type EventStore } from '../eventStore';
import { emptyMemory, inMemoryStore } from '../inMemoryStore';
import { newStore } from '../testing/handling';
import { naiveRoot, ownLog, rootIn, sealing, sha256, storeWith } from '../testing/sealing';
import { emptySealedLogMemory } from './inMemorySealedLog';
import type { OwnedSealedLog, SealedBatch } from './sealedLog';

const rootOfStore = async (store: EventStore): Promise<Uint8Array> => {
  const events = await collect(store.readAll({ prefix: 'order-' }));
  return naiveRoot(events.map((event) => leafHash(sha256, event)));
};

describe('sealing', () => {
  it('signs the tree of what is there and of what comes, and stops when told to', async () => {
    const store = await storeWith(25);
    const log = ownLog();
    const run = sealing(store, log);
    await run.until(25);
    expect(rootIn(log)).toEqual(await rootOfStore(store));
    await appended(store, 'order-more', 'no-stream', someEvents(3));
    await run.until(28);
    expect(await run.stop()).toBeUndefined();
    expect(rootIn(log)).toEqual(await rootOfStore(store));
    expect(run.checkpoints).toEqual(log.checkpoints(0, 100));
    expect(run.failures).toEqual([]);
  });

  it('leaves out what is no event of an order', async () => {
    const store = await storeWith(5);
    await appended(store, 'claim-1', 'no-stream', someEvents(4));
    await appended(store, 'order-last', 'no-stream');
    const log = ownLog();
    const run = sealing(store, log);
    await run.until(6);
    await run.stop();
    expect(log.indexOf(6n)).toBeUndefined();
    expect(log.indexOf(10n)).toBe(5);
  });

  it('goes on where it was, and signs nothing when nothing came', async () => {
    const store = await storeWith(300);
    const memory = emptySealedLogMemory();
    for (const size of [300, 305, 310]) {
      const log = ownLog(memory);
      const run = sealing(store, log);
      await run.until(size);
      await appended(store, `order-after-${size.toString()}`, 'no-stream', someEvents(5));
      await run.until(size + 5);
      await run.stop();
      expect(rootIn(log)).toEqual(await rootOfStore(store));
      log.close();
    }
  });

  it('reads the log that it goes on with tile by tile, not event by event', async () => {
    const store = await storeWith(600);
    const log = ownLog();
    const first = sealing(store, log);
    await first.until(600);
    await first.stop();
    await appended(store, 'order-more', 'no-stream');
    let reads = 0;
    const counting: OwnedSealedLog = {
      ...log,
      tile: (level, index) => {
        reads += 1;
        return log.tile(level, index);
      },
    };
    const second = sealing(store, counting);
    await second.until(601);
    await second.stop();
    expect(reads).toBeLessThan(15);
  });

  it('seals in batches, each with one checkpoint, and rests when it has caught up', async () => {
    const store = await storeWith(25);
    const log = ownLog();
    const rests: Array<number> = [];
    const run = sealing(store, log, {
      batchSize: 10,
      intervalMs: 777,
      sleep: (ms) => {
        rests.push(ms);
        return new Promise((resolve) => setImmediate(resolve));
      },
    });
    await run.until(25);
    await run.stop();
    expect(run.checkpoints.map(({ size }) => size)).toEqual([10, 20, 25]);
    expect(rests).toEqual([777]);
  });

  it('starts again after each failure of the store or the log, and leaves nothing out', async () => {
    const store = await storeWith(60);
    const log = ownLog();
    let reads = 0;
    const unsteady: EventStore = {
      ...store,
      subscribe: async function* (options) {
        const limit = [0, 3, 12, 30][reads++] ?? Number.POSITIVE_INFINITY;
        let told = 0;
        for await (const message of store.subscribe(options)) {
          if (told++ >= limit) throw new StoreReadError('Unavailable', 'away');
          yield message;
        }
      },
    };
    let appends = 0;
    const full: OwnedSealedLog = {
      ...log,
      append: (batch) => {
        appends += 1;
        if (appends % 3 === 0) throw new StoreReadError('Unavailable', 'the disk is full');
        log.append(batch);
        if (appends % 5 === 0) throw new StoreReadError('Unavailable', 'it may have been written');
      },
    };
    const run = sealing(unsteady, full, { batchSize: 4 });
    await run.until(60);
    await run.stop();
    expect(rootIn(log)).toEqual(await rootOfStore(store));
    expect(run.failures.length).toBeGreaterThan(8);
  });

  it('ends with a failure that no new start can mend', async () => {
    const store = await storeWith(3);
    const torn: EventStore = {
      ...store,
      // eslint-disable-next-line require-yield -- it fails before
      subscribe: async function* () {
        await Promise.reject(new StoreReadError('Fatal', 'torn'));
      },
    };
    expect(await sealing(torn, ownLog()).refusal()).toEqual({
      type: 'SealingFailed',
      reason: 'torn',
    });
  });

  it('does nothing when it is stopped before it starts', async () => {
    const run = sealing(await storeWith(3), ownLog());
    await run.stop();
    expect(run.checkpoints).toEqual([]);
  });
});

describe('a store that is not the one that was sealed', () => {
  const sealed = async (count: number) => {
    const memory = emptyMemory();
    const store = await storeWith(count, inMemoryStore({ now: () => new Date(0), memory }));
    const log = ownLog();
    const run = sealing(store, log);
    await run.until(count);
    await run.stop();
    return { store, memory, log };
  };

  it.each([1, 2, 300])('is refused when its last of %i sealed events is another', async (count) => {
    const { memory, store, log } = await sealed(count);
    const last = memory.events.at(-1);
    if (last === undefined) throw new Error('there is no event');
    memory.events[count - 1] = { ...last, data: '{"n":-1}' };
    expect(await sealing(store, log).refusal()).toEqual({
      type: 'StoreDiffers',
      index: count - 1,
      position: BigInt(count),
    });
    expect(log.latest()?.size).toBe(count);
  });

  it('is refused when it was put back to an earlier state, even when it has grown since', async () => {
    const { log } = await sealed(30);
    const earlier = await storeWith(20);
    const refusal = { type: 'StoreDiffers', index: 29, position: 30n };
    expect(await sealing(earlier, log).refusal()).toEqual(refusal);
    await appended(earlier, 'order-new', 'no-stream', someEvents(50));
    expect(await sealing(earlier, log).refusal()).toEqual(refusal);
    expect(await sealing(newStore(), log).refusal()).toEqual(refusal);
    expect(log.latest()?.size).toBe(30);
  });
});

describe('a batch', () => {
  it('comes with all that it adds', async () => {
    const log = ownLog();
    const batches: Array<SealedBatch> = [];
    const run = sealing(await storeWith(3), {
      ...log,
      append: (batch) => {
        batches.push(batch);
        log.append(batch);
      },
    });
    await run.until(3);
    await run.stop();
    expect(batches).toMatchObject([{ after: 0, positions: [1n, 2n, 3n] }]);
    expect(batches[0]?.hashes.map((hashes) => hashes.length)).toEqual([3]);
  });
});

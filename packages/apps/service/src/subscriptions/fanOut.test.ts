import type { EventStore } from '@facture/contract';
import { describe, expect, it } from '@jest/globals';

import {
  breakableStore,
  emptyStore,
  framesIn,
  openFanOut,
  reader,
  turn,
  type Reader,
} from '../testing/fanOutWorld';
import { BEGINNING, fanOutLimits } from './fanOut';

const EVENTS = 1_000;
const READERS = 100;

/** Appends events that no codec knows: they are told as well, each in a frame of its own. */
const append = async (store: EventStore, first: number, count: number) => {
  for (let index = first; index < first + count; index++)
    await store.append(`order-${index}`, 'no-stream', [
      {
        id: `6a5e3a3e-6a0c-4f2b-8d0e-${index.toString().padStart(12, '0')}`,
        type: 'Unheard',
        schemaVersion: 1,
        data: '{}',
        metadata: '{}',
      },
    ])();
};

const filledStore = async () => {
  const store = emptyStore();
  await append(store, 0, EVENTS);
  return store;
};

/** Counts the events that are read from a store. */
const counted = (store: EventStore) => {
  let count = 0;
  const counting: EventStore = {
    ...store,
    subscribe: async function* (options) {
      for await (const message of store.subscribe(options)) {
        if (message.type === 'event') count += 1;
        yield message;
      }
    },
  };
  return { store: counting, count: () => count };
};

const quick = { highWaterMark: 64 * 1024, turnsPerWrite: 0 };

const until = async (isDone: () => boolean) => {
  for (let turns = 0; turns < 20_000 && !isDone(); turns++) await turn();
};
const allCaughtUp = (readers: ReadonlyArray<Reader>) =>
  until(() => readers.every(({ isCaughtUp }) => isCaughtUp()));

describe('the fan-out', () => {
  it('reads each event once for all who join together and stay', async () => {
    const inner = await filledStore();
    const { store, count } = counted(inner);
    const fanOut = openFanOut(store, undefined, fanOutLimits);
    const readers = Array.from({ length: READERS }, () => reader(BEGINNING, quick));
    for (const { join } of readers) join(fanOut);
    await allCaughtUp(readers);
    expect(count()).toBe(EVENTS);
    await append(inner, EVENTS, 5);
    await until(() => readers.every(({ frames }) => frames.length === EVENTS + 5));
    const expected = (await framesIn(inner, undefined)).map(({ text }) => text);
    for (const { frames } of readers) expect(frames).toEqual(expected);
    expect(count()).toBe(EVENTS + 5);
    fanOut.close();
  });

  it('reads little more for those who join anywhere', async () => {
    const { store, count } = counted(await filledStore());
    const fanOut = openFanOut(store, undefined, { ...fanOutLimits, chunkBytes: 2_000 });
    const readers = Array.from({ length: READERS }, (_, index) =>
      reader(BigInt((index * 617) % EVENTS), quick),
    );
    for (const { join } of readers) join(fanOut);
    await allCaughtUp(readers);
    // Alone they would have read 50 times as much.
    expect(count()).toBeLessThan(2 * EVENTS);
    readers.forEach(({ frames }, index) => {
      expect(frames).toHaveLength(EVENTS - ((index * 617) % EVENTS));
    });
    fanOut.close();
  });

  it('lets nobody wait for one who takes nothing, and tells that one the rest when it does', async () => {
    const store = await filledStore();
    const limits = { ...fanOutLimits, chunks: 2, chunkBytes: 2_000 };
    const fanOut = openFanOut(store, undefined, limits);
    const stuck = reader(BEGINNING, { ...quick, turnsPerWrite: Number.POSITIVE_INFINITY });
    const readers = Array.from({ length: 3 }, () => reader(BEGINNING, quick));
    for (const { join } of [stuck, ...readers]) join(fanOut);
    await allCaughtUp(readers);
    const expected = (await framesIn(store, undefined)).map(({ text }) => text);
    for (const { frames } of readers) expect(frames).toEqual(expected);
    expect(stuck.frames).toEqual([]);
    stuck.breakOff(0);
    const again = reader(BEGINNING, { highWaterMark: 1, turnsPerWrite: 3 });
    again.join(fanOut);
    await allCaughtUp([again]);
    expect(again.frames).toEqual(expected);
    fanOut.close();
  });

  it('keeps those it tells while the store is away, and goes on without a gap', async () => {
    const inner = await filledStore();
    const { store, breakAfter } = breakableStore(inner);
    const fanOut = openFanOut(store, undefined, { ...fanOutLimits, chunkBytes: 5_000 });
    const one = reader(BEGINNING, quick);
    one.join(fanOut);
    for (const after of [0, 1, 0, 300, 0, 150]) {
      breakAfter(after);
      for (let turns = 0; turns < 5; turns++) await turn();
    }
    await allCaughtUp([one]);
    expect(one.frames).toEqual((await framesIn(inner, undefined)).map(({ text }) => text));
    fanOut.close();
  });

  it('tells who is ahead of the store everything from now on', async () => {
    const store = await filledStore();
    const fanOut = openFanOut(store, undefined, fanOutLimits);
    const ahead = [10n, 1_000_000n].map((by) => reader(BigInt(EVENTS) + by, quick));
    for (const { join } of ahead) join(fanOut);
    await allCaughtUp(ahead);
    await append(store, EVENTS, 3);
    await until(() => ahead.every(({ frames }) => frames.length === 3));
    const last = (await framesIn(store, undefined)).slice(-3).map(({ text }) => text);
    for (const { frames } of ahead) expect(frames).toEqual(last);
    fanOut.close();
  });

  it('tells nobody twice, at whatever moment of a reading they join', async () => {
    const store = emptyStore();
    await append(store, 0, 1);
    for (let microtasks = 0; microtasks < 100; microtasks++) {
      const fanOut = openFanOut(store, undefined, fanOutLimits);
      const first = reader(BEGINNING, quick);
      const knowing = reader(1n, quick);
      first.join(fanOut);
      for (let passed = 0; passed < microtasks; passed++) await Promise.resolve();
      knowing.join(fanOut);
      await allCaughtUp([first, knowing]);
      expect(first.frames).toHaveLength(1);
      expect(knowing.frames).toEqual([]);
      fanOut.close();
    }
  });
});

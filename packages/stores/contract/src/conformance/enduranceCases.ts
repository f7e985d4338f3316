import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { EventStore, ExpectedRevision, RecordedEvent } from '../eventStore';
import { anEvent, appended, collect, within } from './given';
import { onStore } from './harness';

const EVENT_BYTES = 2_048;
// A batch stays below the mebibyte that some servers take at once.
const BATCH = 400;

/**
 * The memory that is truly held. What a connection was about to send is let go a moment after its
 * reader has left, and some of it only by the collection after that.
 */
const heldBytes = async (): Promise<number> => {
  setFlagsFromString('--expose-gc');
  for (const ms of [0, 5]) {
    await delay(ms);
    runInNewContext('gc()');
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

const writeBigHistory = async (store: EventStore, count: number): Promise<void> => {
  let expected: ExpectedRevision = 'no-stream';
  for (let done = 0; done < count; done += BATCH) {
    const event = () => anEvent({ data: JSON.stringify('x'.repeat(EVENT_BYTES)) });
    const size = Math.min(BATCH, count - done);
    const rest = Array.from({ length: size - 1 }, event);
    expected = (await appended(store, 's-1', expected, [event(), ...rest])).revision;
  }
};

/** Reads to the end and fails when more than a quarter of the history is held on the way. */
const readBounded = async (reading: AsyncIterable<RecordedEvent>, count: number): Promise<void> => {
  const start = await heldBytes();
  let read = 0;
  let most = 0;
  for await (const { revision } of reading) {
    assert.equal(revision, read);
    read += 1;
    if (read % Math.ceil(count / 8) === 0) most = Math.max(most, (await heldBytes()) - start);
  }
  assert.equal(read, count);
  const bound = Math.max((count * EVENT_BYTES) / 4, 4 * 2 ** 20);
  assert.ok(most <= bound, `${most.toString()} bytes were held while reading`);
};

/** Big histories and many readings: in bounded memory, with nothing left behind. */
export const enduranceCases = [
  onStore('a big history is read in constant memory', async (store, { bigHistory = 20_000 }) => {
    await writeBigHistory(store, bigHistory);
    await readBounded(store.read('s-1'), bigHistory);
    await readBounded(store.readAll(), bigHistory);
  }),

  onStore(
    'readings that are left early leave nothing behind',
    async (store, { earlyReadings = 5_000 }) => {
      await writeBigHistory(store, 2 * BATCH);
      const readings = [
        () => store.read('s-1'),
        () => store.readAll(),
        () => store.readAll({ after: 1n, prefix: 's-' }),
        () => store.subscribe(),
      ];
      const leaveEarly = async (times: number) => {
        for (let time = 0; time < times; time++)
          await collect<unknown>(readings[time % readings.length]?.() ?? store.readAll(), 1);
      };
      await leaveEarly(100);
      const start = await heldBytes();
      await leaveEarly(earlyReadings);
      const grown = (await heldBytes()) - start;
      assert.ok(grown < 8 * 2 ** 20, `${grown.toString()} bytes are still held`);
      await within(appended(store, 's-1', 2 * BATCH - 1), 'an append after them');
      await within(store.close(), 'closing after them');
    },
  ),
];

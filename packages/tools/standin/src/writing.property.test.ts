import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openEventLog } from './eventLog';
import { openLogFile } from './logFile';
import { idOf } from './testing/connect';
import { append, remove, type Writing } from './writing';

const writing = (log = openEventLog(undefined, 0)): Writing => ({
  log,
  nowMs: () => 0,
  maxAppendBytes: Infinity,
});

const proposed = (number: number, data = new Uint8Array()) => ({
  id: idOf(number),
  type: 'Counted',
  contentType: 'application/json',
  data,
  metadata: data,
});

const batchSizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 10 });

/** Appends batches of new ids, each at its exact revision, and returns a way to repeat each. */
const appendBatches = (to: Writing, stream: string, sizes: ReadonlyArray<number>) => {
  let count = 0;
  return sizes.map((size) => {
    const expected = count === 0 ? ('no_stream' as const) : BigInt(count - 1);
    const batch = Array.from({ length: size }, () => proposed((count += 1)));
    return {
      batch,
      expected,
      answer: append(to, stream, expected, batch),
      repeat: (events = batch) => append(to, stream, expected, events),
    };
  });
};

describe('an append at an exact revision', () => {
  it('has one effect and one answer however often it is repeated', () => {
    fc.assert(
      fc.property(batchSizes, fc.array(fc.nat()), (sizes, repeats) => {
        const to = writing();
        const appended = appendBatches(to, 'order-1', sizes);
        const before = [...to.log.all];
        // The newest batch is repeated too: its place is taken by itself.
        for (const index of repeats) {
          const one = appended[index % appended.length];
          expect(one?.repeat()).toEqual(one?.answer);
        }
        expect(to.log.all).toEqual(before);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused when any of its ids stands elsewhere', () => {
    fc.assert(
      fc.property(batchSizes, fc.nat(), fc.nat(), (sizes, pick, place) => {
        const to = writing();
        const appended = appendBatches(to, 'order-1', sizes);
        const one = appended[pick % appended.length];
        const other = one?.batch.with(place % one.batch.length, proposed(999));
        expect(one?.repeat(other).type).toBe('wrong-expected-version');
      }),
      { numRuns: 1000 },
    );
  });

  it('continues the numbering behind what a soft delete has hidden', () => {
    fc.assert(
      fc.property(batchSizes, (sizes) => {
        const to = writing();
        appendBatches(to, 'order-1', sizes);
        const length = to.log.events('order-1').length;
        remove(to, 'order-1', 'any', false);
        const again = append(to, 'order-1', 'no_stream', [proposed(999)]);
        expect(again).toMatchObject({ type: 'written', revision: BigInt(length) });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a log on disk', () => {
  it('reads as it was written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'standin-'));
    let runs = 0;
    const writes = fc.array(
      fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.uint8Array()),
      { maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(writes, async (made) => {
        const path = join(folder, String((runs += 1)));
        const file = openLogFile(path);
        const written = openEventLog(file, 0);
        made.forEach(([stream, data], index) => {
          append(writing(written), stream, 'any', [proposed(index, data)]);
        });
        await file.close();
        const reopened = openLogFile(path);
        expect(openEventLog(reopened, 0).all).toEqual(written.all);
        await reopened.close();
      }),
      { numRuns: 100 },
    );
    rmSync(folder, { recursive: true });
  });
});

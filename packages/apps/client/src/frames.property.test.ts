import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { framesOf, type Bytes } from './frames';
import { bytesOf, frameText } from './testing/frameText';
import type { Frame } from './totalsMessage';

const settings = { silenceMs: 5_000, onRetry: () => undefined };

/** A stream in the given pieces. */
const inPieces = (pieces: ReadonlyArray<Uint8Array>): Bytes => {
  const rest = [...pieces];
  return {
    read: () => {
      const value = rest.shift();
      return Promise.resolve({ done: value === undefined, value });
    },
  };
};

const framesIn = async (pieces: ReadonlyArray<Uint8Array>): Promise<ReadonlyArray<Frame>> => {
  const frames: Array<Frame> = [];
  for await (const frame of framesOf(inPieces(pieces), settings)) frames.push(frame);
  return frames;
};

const cutAt = (bytes: Uint8Array, cuts: ReadonlyArray<number>): ReadonlyArray<Uint8Array> => {
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
};

/** What a service may write: any text as JSON, signs of life and words about retries in between. */
const anyFrame = fc.record({
  event: fc.constantFrom('totals', 'caught-up', 'later'),
  id: fc.bigInt({ min: 0n, max: 2n ** 127n }).map(String),
  data: fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
});
const anyPart = fc.oneof(
  { weight: 4, arbitrary: anyFrame.map((frame) => ({ text: frameText(frame), frames: [frame] })) },
  fc.constantFrom(': alive\n\n', 'retry: 1000\n\n').map((text) => ({ text, frames: [] })),
);

describe('a stream of events', () => {
  it('says the same in whatever pieces it comes, with any ends of lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyPart, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(), { maxLength: 12 }),
        async (parts, newline, cuts) => {
          const text = parts.map((part) => part.text).join('');
          const bytes = bytesOf(text.replaceAll('\n', newline));
          // The end of a lone carriage return is known only by what follows it.
          const whole =
            newline === '\r' ? bytesOf(`${text}: end\n\n`.replaceAll('\n', '\r')) : bytes;
          expect(await framesIn(cutAt(whole, cuts))).toEqual(parts.flatMap(({ frames }) => frames));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('says the same byte by byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPart, { maxLength: 3 }), async (parts) => {
        const bytes = bytesOf(parts.map(({ text }) => text).join(''));
        const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
        expect(await framesIn(pieces)).toEqual(parts.flatMap(({ frames }) => frames));
      }),
      { numRuns: 200 },
    );
  });

  it('says nothing of a frame that was cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyFrame, anyFrame, fc.nat(), async (first, second, cut) => {
        const cutOff = bytesOf(frameText(second));
        const pieces = [bytesOf(frameText(first)), cutOff.subarray(0, cut % cutOff.length)];
        expect(await framesIn(pieces)).toEqual([first]);
      }),
      { numRuns: 1000 },
    );
  });
});

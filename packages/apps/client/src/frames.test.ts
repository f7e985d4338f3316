import { describe, expect, it } from '@jest/globals';

import { framesOf, type Bytes } from './frames';
import { bytesOf, frameText } from './testing/frameText';

const totals = { event: 'totals', id: '1', data: '{}' };

const reading = (bytes: Bytes, onRetry: (ms: number) => void = () => undefined) =>
  framesOf(bytes, { silenceMs: 30, onRetry });

describe('a stream of events', () => {
  it('that gives no sign of life breaks', async () => {
    const bytes: Bytes = { read: () => new Promise(() => undefined) };
    await expect(reading(bytes).next()).rejects.toThrow('no sign of life for 30 ms');
  });

  it('lives on signs of life', async () => {
    let given = 0;
    const bytes: Bytes = {
      read: async () => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        given += 1;
        return given < 10
          ? { done: false, value: bytesOf(': alive\n\n') }
          : { done: false, value: bytesOf(frameText(totals)) };
      },
    };
    expect(await reading(bytes).next()).toEqual({ done: false, value: totals });
    expect(given).toBe(10);
  });

  it('is read no faster than its frames are taken', async () => {
    let read = 0;
    const bytes: Bytes = {
      read: () => {
        read += 1;
        return Promise.resolve({ done: false, value: bytesOf(frameText(totals).repeat(2)) });
      },
    };
    const frames = reading(bytes);
    await frames.next();
    await frames.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(read).toBe(1);
    await frames.next();
    expect(read).toBe(2);
  });

  it('tells how long to wait before coming back', async () => {
    const asked: Array<number> = [];
    const text = `retry: 1500\n\n${frameText(totals)}`;
    const bytes: Bytes = { read: () => Promise.resolve({ done: false, value: bytesOf(text) }) };
    await reading(bytes, (ms) => asked.push(ms)).next();
    expect(asked).toEqual([1_500]);
  });

  it('with a frame that never ends breaks', async () => {
    const piece = bytesOf(`data: ${'x'.repeat(1_000_000)}`);
    const bytes: Bytes = { read: () => Promise.resolve({ done: false, value: piece }) };
    await expect(reading(bytes).next()).rejects.toThrow('longer than 16777216 characters');
  });
});

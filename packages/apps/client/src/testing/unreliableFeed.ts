import { setTimeout as wait } from 'node:timers/promises';

import type { Fetch } from '../connection';
import { bytesOf, frameText } from './frameText';

/** How a connection ends, once it has told so many frames. */
export interface Fate {
  readonly frames: number;
  readonly end: 'ended' | 'broken' | 'cut' | 'silent' | 'away' | 'unreachable';
  /** Frames from before the position asked for that are told again. */
  readonly stale: number;
  /** Whether each frame is told twice. */
  readonly twice: boolean;
  /** How many bytes come at once. */
  readonly pieceBytes: number;
}

export const totalsAt = (position: number): object => ({
  orderId: `o-${position % 3}`,
  sellerId: 's-1',
  currency: 'BRL',
  revision: Math.floor(position / 3),
  updatedAt: '2026-01-31T12:00:00.000Z',
  status: 'placed',
  orderedMinor: position,
  invoicedMinor: 0,
  returnedMinor: 0,
  remainingMinor: position,
  currentMinor: position,
  toSettleMinor: 0,
  toReimburseMinor: 0,
  lines: [],
});

const frameAt = (position: number): string =>
  frameText({
    event: 'totals',
    id: position.toString(),
    data: JSON.stringify(totalsAt(position)),
  });

/**
 * A feed of events 1 to `length` whose connections end as they are fated, the last one for ever: it
 * tells all there is, that this was all, and then nothing more.
 */
export const unreliableFeed = (length: number, fates: ReadonlyArray<Fate>) => {
  const asked: Array<string> = [];
  const fetch: Fetch = (url, { signal }) => {
    const query = new URL(url).searchParams;
    const after = Number(query.get('after') ?? 0);
    asked.push(query.get('after') ?? 'the beginning');
    const fate = fates[asked.length - 1];
    if (fate?.end === 'unreachable') return Promise.reject(new TypeError('fetch failed'));
    if (fate?.end === 'away')
      return Promise.resolve(new Response('{"status":"not ready"}', { status: 503 }));

    const first = Math.max(1, after + 1 - (fate?.stale ?? 0));
    const last = fate === undefined ? length : Math.min(length, after + fate.frames);
    const told = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
      frameAt(first + index).repeat(fate?.twice === true ? 2 : 1),
    );
    if (last === length)
      told.push(
        frameText({ event: 'caught-up', id: `${length}`, data: `{"position":"${length}"}` }),
      );
    const bytes = bytesOf(told.join(''));
    const whole = fate?.end === 'cut' ? bytes.subarray(0, bytes.length - 7) : bytes;
    const pieceBytes = fate?.pieceBytes ?? bytes.length + 1;
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        signal?.addEventListener('abort', () => {
          controller.error(signal.reason);
        });
      },
      pull: async (controller) => {
        if (sent < whole.length) {
          controller.enqueue(whole.slice(sent, sent + pieceBytes));
          sent += pieceBytes;
          return;
        }
        if (fate?.end === 'ended') controller.close();
        else if (fate?.end === 'broken' || fate?.end === 'cut')
          controller.error(new TypeError('terminated'));
        else
          await wait(60_000, undefined, { ref: false, ...(signal ? { signal } : {}) }).catch(
            () => undefined,
          );
      },
    });
    return Promise.resolve(
      new Response(body, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } }),
    );
  };
  return { fetch, asked };
};

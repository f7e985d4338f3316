import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { factureClient } from './factureClient';
import type { Position } from './position';
import { noWaiting } from './testing/patience';
import { unreliableFeed, type Fate } from './testing/unreliableFeed';

const anyFate: fc.Arbitrary<Fate> = fc.record({
  frames: fc.nat({ max: 12 }),
  end: fc.constantFrom('ended', 'broken', 'cut', 'silent', 'away', 'unreachable'),
  stale: fc.nat({ max: 4 }),
  twice: fc.boolean(),
  pieceBytes: fc.integer({ min: 1, max: 600 }),
});

const clientOf = (length: number, fates: ReadonlyArray<Fate>) => {
  const { fetch, asked } = unreliableFeed(length, fates);
  const credentials = { appKey: 'key', token: 'token' };
  const client = factureClient({ url: 'http://feed.test', ...credentials, fetch, ...noWaiting() });
  return { client, asked };
};

describe('a subscriber', () => {
  it('handles every event once and in order, whatever becomes of its connections', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.array(anyFate, { maxLength: 10 }),
        async (length, fates) => {
          const { client, asked } = clientOf(length, fates);
          const handled: Array<bigint> = [];
          for await (const message of client.subscribe({ silenceMs: 15 })) {
            if (message.type === 'totals') handled.push(message.position);
            if (message.type === 'caught-up') break;
          }
          expect(handled).toEqual(Array.from({ length }, (_, index) => BigInt(index + 1)));
          expect(asked.length).toBeLessThanOrEqual(fates.length + 1);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('that dies before it has handled a message is told it again, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat({ max: 6 }), { maxLength: 8 }),
        fc.array(anyFate, { maxLength: 6 }),
        async (length, lives, fates) => {
          const { client } = clientOf(length, fates);
          const kept: Array<bigint> = [];
          const live = async (after: Position | undefined, dyingAt: number): Promise<void> => {
            let told = 0;
            for await (const message of client.subscribe({ after, silenceMs: 15 })) {
              if (message.type === 'caught-up') return;
              if (message.type !== 'totals') continue;
              told += 1;
              if (told === dyingAt) return;
              kept.push(message.position);
            }
          };
          for (const dyingAt of [...lives, 0]) await live(kept.at(-1), dyingAt);
          expect(kept).toEqual(Array.from({ length }, (_, index) => BigInt(index + 1)));
        },
      ),
      { numRuns: 100 },
    );
  });
});

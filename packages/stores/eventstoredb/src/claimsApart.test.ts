import type { ClaimApart, RecordedEvent } from '@facture/contract';
import { describe, expect, it } from '@jest/globals';

import { releaseClaim, takeClaim } from './claims';
import { claimsApart } from './claimsApart';
import type { Streams } from './streams';
import { claimingOn, KEY, LOST, type Turn } from './testing/claiming';

const listedOn = (turns: ReadonlyArray<Turn> = [], change: Partial<Streams> = {}) => {
  const claiming = claimingOn(turns, change);
  const reading = async function* (): AsyncGenerator<RecordedEvent> {
    yield* await Promise.resolve([...claiming.events()]);
  };
  const listed = async (): Promise<ReadonlyArray<ClaimApart>> => {
    const claims: Array<ClaimApart> = [];
    for await (const claim of claimsApart(reading, claiming.context)()) claims.push(claim);
    return claims;
  };
  return { ...claiming, listed };
};

describe('claims apart', () => {
  it('are listed once each, by the event that holds them now', async () => {
    const { another, events, listed } = listedOn();
    expect(await listed()).toEqual([]);
    await takeClaim(another, KEY, 'order-1');
    await takeClaim(another, KEY, 'order-1');
    const takenAt = events()[1]?.recordedAt;
    const [claim, ...more] = await listed();
    expect(claim).toMatchObject({ key: KEY, holder: 'order-1', takenAt });
    expect(more).toEqual([]);
    expect(await claim?.release()).toEqual({ type: 'Released' });
    expect(await listed()).toEqual([]);
  });

  it('are not listed when their stream is gone by then', async () => {
    const { another, listed } = listedOn([], { last: () => Promise.resolve(undefined) });
    await takeClaim(another, KEY, 'order-1');
    expect(await listed()).toEqual([]);
  });

  it('are not given back once they moved', async () => {
    const { another, listed, written } = listedOn();
    const taken = await takeClaim(another, KEY, 'order-1');
    const [claim] = await listed();
    if (taken.type === 'Taken') await releaseClaim(another, taken);
    expect(await claim?.release()).toEqual({ type: 'ClaimMoved' });
    expect(written()).toEqual(['id 1 Claimed', 'id 2 Released']);
  });

  it('are not given back by a store that is closed', async () => {
    const { another, close, listed, written } = listedOn();
    await takeClaim(another, KEY, 'order-1');
    const [claim] = await listed();
    close();
    expect(await claim?.release()).toEqual({
      type: 'Unavailable',
      reason: 'the store is closed',
    });
    expect(written()).toEqual(['id 1 Claimed']);
  });

  it('are perhaps given back when it cannot be read whether they were', async () => {
    const { another, listed } = listedOn(
      [
        { isDone: true, answer: LOST },
        { isDone: false, answer: { type: 'Conflict', actual: 1 } },
      ],
      { read: () => Promise.reject(new Error('cut off')) },
    );
    await takeClaim(another, KEY, 'order-1');
    const [claim] = await listed();
    expect(await claim?.release()).toEqual({ type: 'OutcomeUnknown', reason: 'cut off' });
  });
});

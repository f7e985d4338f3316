import { describe, expect, it } from '@jest/globals';

import { releaseAt, releaseClaim, takeClaim, type TakenClaim } from './claims';
import type { Failure } from './failure';
import type { Streams, WriteAnswer } from './streams';
import { claimingOn, KEY, LOST, STREAM, type Turn } from './testing/claiming';

const HOLDER = 'order-1';

/** Reading again is for answers that are not sure. */
const sureOf: Partial<Streams> = {
  read: () => Promise.reject(new Error('the answer was sure')),
};

const taken = (change: Partial<TakenClaim> = {}): TakenClaim => ({
  type: 'Taken',
  key: KEY,
  holder: HOLDER,
  revision: 0,
  wasFree: true,
  ...change,
});

const conflict: WriteAnswer = { type: 'Conflict', actual: 0 };
const withoutPosition: WriteAnswer = { type: 'Written', revision: 0, position: undefined };

const failures: ReadonlyArray<Failure> = [
  { type: 'NotSent', reason: 'nobody there' },
  { type: 'Lost', reason: 'the connection broke' },
  { type: 'Unclear', reason: 'something else' },
  { type: 'Refused', reason: 'not allowed' },
];

/** A write that never goes otherwise, however often it is tried. */
const always = (answer: WriteAnswer): ReadonlyArray<Turn> =>
  Array.from({ length: 3 }, () => ({ isDone: false, answer }));

describe('taking a claim', () => {
  it('writes an event of its own, also when the stream holds it already', async () => {
    const { context, written, events } = claimingOn([], sureOf);
    expect(await takeClaim(context, KEY, HOLDER)).toEqual(taken());
    expect(await takeClaim(context, KEY, HOLDER)).toEqual(taken({ revision: 1, wasFree: false }));
    expect(written()).toEqual(['id 1 Claimed', 'id 2 Claimed']);
    expect(JSON.parse(events()[1]?.data ?? '')).toEqual({ key: KEY, holder: HOLDER });
  });

  it('writes nothing when another stream holds it, and takes it once it is given back', async () => {
    const { context, another, written } = claimingOn([], sureOf);
    const theirs = await takeClaim(another, KEY, 'order-2');
    expect(await takeClaim(context, KEY, HOLDER)).toEqual({
      type: 'Held',
      key: KEY,
      holder: 'order-2',
    });
    if (theirs.type === 'Taken') await releaseClaim(another, theirs);
    expect(await takeClaim(context, KEY, HOLDER)).toEqual(taken({ revision: 2 }));
    expect(written()).toEqual(['id 1 Claimed', 'id 2 Released', 'id 3 Claimed']);
  });

  it.each([
    { holder: 'order-2', outcome: { type: 'Held', key: KEY, holder: 'order-2' } },
    { holder: HOLDER, outcome: taken({ revision: 1, wasFree: false }) },
  ])('looks again when $holder comes first', async ({ holder, outcome }) => {
    const { context, another } = claimingOn(
      [{ before: () => takeClaim(another, KEY, holder), isDone: true, answer: 'its own' }],
      sureOf,
    );
    expect(await takeClaim(context, KEY, HOLDER)).toEqual(outcome);
  });

  it.each(failures)('tells that its event is not surely written: $type', async (failure) => {
    const { context } = claimingOn(always(failure), sureOf);
    expect(await takeClaim(context, KEY, HOLDER)).toEqual(failure);
  });

  it('knows its own event after an answer that was lost', async () => {
    const { context, written } = claimingOn([
      { isDone: true, answer: LOST },
      { isDone: false, answer: conflict },
    ]);
    expect(await takeClaim(context, KEY, HOLDER)).toEqual(taken());
    expect(written()).toEqual(['id 1 Claimed']);
  });

  it('takes no other event for its own after an answer that was lost', async () => {
    const { context, another } = claimingOn([
      { isDone: false, answer: LOST },
      { before: () => takeClaim(another, KEY, 'order-2'), isDone: true, answer: 'its own' },
    ]);
    expect(await takeClaim(context, KEY, HOLDER)).toMatchObject({ type: 'Held' });
  });

  it('believes an answer without a position when the event is there', async () => {
    const { context } = claimingOn([{ isDone: true, answer: withoutPosition }]);
    expect(await takeClaim(context, KEY, HOLDER)).toEqual(taken());
  });

  it('does not believe it when the event is not there', async () => {
    const { context } = claimingOn([{ isDone: false, answer: withoutPosition }]);
    expect(await takeClaim(context, KEY, HOLDER)).toEqual({
      type: 'Refused',
      reason: `${STREAM} was deleted: the claim cannot be taken or given back`,
    });
  });
});

describe('giving a claim back', () => {
  it('is for a claim that was taken from nobody', async () => {
    const { context, written, events } = claimingOn([], sureOf);
    await takeClaim(context, KEY, HOLDER);
    await releaseClaim(context, taken({ wasFree: false }));
    expect(written()).toEqual(['id 1 Claimed']);
    await releaseClaim(context, taken());
    expect(written()).toEqual(['id 1 Claimed', 'id 2 Released']);
    expect(JSON.parse(events()[1]?.data ?? '')).toEqual({ key: KEY, holder: HOLDER });
  });

  it('leaves a claim alone that was taken again', async () => {
    const { context, written } = claimingOn([], sureOf);
    for (let times = 0; times < 2; times++) await takeClaim(context, KEY, HOLDER);
    await releaseClaim(context, taken());
    expect(await releaseAt(context, { key: KEY, holder: HOLDER }, 0)).toEqual({
      type: 'ClaimMoved',
    });
    expect(written()).toEqual(['id 1 Claimed', 'id 2 Claimed']);
    expect(await releaseAt(context, { key: KEY, holder: HOLDER }, 1)).toEqual({
      type: 'Released',
    });
  });

  it.each([
    { type: 'Unavailable', failure: failures[0] },
    { type: 'OutcomeUnknown', failure: failures[1] },
    { type: 'OutcomeUnknown', failure: failures[2] },
    { type: 'Fatal', failure: failures[3] },
  ])('tells that it is not surely done: $failure.type', async ({ type, failure = LOST }) => {
    const { context } = claimingOn(always(failure));
    expect(await releaseAt(context, { key: KEY, holder: HOLDER }, 0)).toEqual({
      type,
      reason: failure.reason,
    });
  });
});

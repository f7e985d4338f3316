import {
  firstRevision,
  type ClaimKey,
  type EventToAppend,
  type ExpectedRevision,
  type ReleaseOutcome,
  type Revision,
  type StreamName,
} from '@facture/contract';

import { claimed, claimStream, heldIn, released, type Claim } from './claimStream';
import type { Failure } from './failure';
import type { Streams } from './streams';
import { writeSurely, type Trying } from './writeSurely';

/** What the protocol of claims is played on. */
export interface ClaimContext {
  readonly streams: Streams;
  readonly trying: Trying;
  /** What the names of streams of claims start with on the server. */
  readonly space: string;
  /** Makes an id that nobody else makes. */
  readonly newId: () => string;
}

/** A claim that was taken for a stream by an event of our own. */
export interface TakenClaim extends Claim {
  readonly type: 'Taken';
  /** Where our own event stands in the stream of the claim. */
  readonly revision: Revision;
  /** Whether nobody held it before, so that giving it back takes it from nobody. */
  readonly wasFree: boolean;
}

/** What trying to take a claim came to. */
export type TakingClaim = TakenClaim | (Claim & { readonly type: 'Held' }) | Failure;

/**
 * Whether our own event stands where it should, asked after an answer that does not say so. Nobody else
 * makes its id, and it is written nowhere else.
 */
const isThere = async (
  { streams }: ClaimContext,
  stream: StreamName,
  revision: Revision,
  { id }: EventToAppend,
): Promise<boolean> => {
  const [event] = await streams.read(stream, revision, 1);
  return event?.id === id;
};

/** Writes an event of our own to the stream of a claim, whatever becomes of the answers. */
const writeOwn = async (
  context: ClaimContext,
  stream: StreamName,
  expected: ExpectedRevision,
  event: EventToAppend,
): Promise<{ readonly type: 'Written' } | { readonly type: 'Conflict' } | Failure> => {
  const { streams, trying } = context;
  const { answer, wasLost } = await writeSurely(streams.writing(stream, expected, [event]), trying);
  if (answer.type !== 'Written' && answer.type !== 'Conflict') return answer;
  const isSure = answer.type === 'Written' ? answer.position !== undefined : !wasLost;
  if (isSure) return answer;
  if (await isThere(context, stream, firstRevision(expected), event)) return { type: 'Written' };
  return answer.type === 'Conflict'
    ? answer
    : { type: 'Refused', reason: `${stream} was deleted: the claim cannot be taken or given back` };
};

/**
 * Takes a claim for a stream: reads who holds it, and unless that is another stream appends a
 * `Claimed` of our own at the revision just read. It does so too when the claim is the stream's
 * already: whoever is about to give that older claim back finds another event after it.
 *
 * The id of our event is new each time. Two writers for one stream must not take each other's event
 * for their own.
 *
 * Rejects with `StoreReadError` when the claim cannot be read.
 */
export const takeClaim = async (
  context: ClaimContext,
  key: ClaimKey,
  holder: StreamName,
): Promise<TakingClaim> => {
  const { streams, space, newId } = context;
  const stream = space + claimStream(key);
  for (;;) {
    const last = await streams.last(stream);
    const held = heldIn(last);
    if (held !== undefined && held.holder !== holder) return { type: 'Held', ...held };
    const expected = last?.revision ?? 'no-stream';
    const answer = await writeOwn(context, stream, expected, claimed(newId(), { key, holder }));
    if (answer.type === 'Conflict') continue;
    if (answer.type !== 'Written') return answer;
    const revision = firstRevision(expected);
    const wasFree = held === undefined;
    return { type: 'Taken', key, holder, revision, wasFree };
  }
};

/**
 * Gives back a claim that our own event took from nobody, if that event is still the last one. A
 * claim that the stream held before stays: an event of the stream may stand on it.
 */
export const releaseClaim = async (
  { streams, trying, space, newId }: ClaimContext,
  { revision, wasFree, ...claim }: TakenClaim,
): Promise<void> => {
  if (!wasFree) return;
  const event = released(newId(), claim);
  await writeSurely(streams.writing(space + claimStream(claim.key), revision, [event]), trying);
};

/** Gives back a claim, if its last event still stands at a revision. */
export const releaseAt = async (
  context: ClaimContext,
  claim: Claim,
  revision: Revision,
): Promise<ReleaseOutcome> => {
  const { space, newId } = context;
  const stream = space + claimStream(claim.key);
  const answer = await writeOwn(context, stream, revision, released(newId(), claim));
  switch (answer.type) {
    case 'Written':
      return { type: 'Released' };
    case 'Conflict':
      return { type: 'ClaimMoved' };
    case 'NotSent':
      return { type: 'Unavailable', reason: answer.reason };
    case 'Lost':
    case 'Unclear':
      return { type: 'OutcomeUnknown', reason: answer.reason };
    case 'Refused':
      return { type: 'Fatal', reason: answer.reason };
  }
};

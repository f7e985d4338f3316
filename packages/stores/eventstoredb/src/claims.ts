import type {
  ClaimKey,
  EventToAppend,
  ExpectedRevision,
  Revision,
  StreamName,
} from '@facture/contract';

import { claimed, claimStream, holderOf, released } from './claimStream';
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
export interface TakenClaim {
  readonly type: 'Taken';
  readonly key: ClaimKey;
  readonly holder: StreamName;
  /** Where our own event stands in the stream of the claim. */
  readonly revision: Revision;
  /** Whether nobody held it before, so that giving it back takes it from nobody. */
  readonly wasFree: boolean;
}

/** What trying to take a claim came to. */
export type TakingClaim =
  | TakenClaim
  | { readonly type: 'Held'; readonly key: ClaimKey; readonly holder: StreamName }
  | Failure;

/** Whether our own event stands where it should, asked after an answer that does not say so. */
const isThere = async (
  { streams }: ClaimContext,
  stream: StreamName,
  revision: Revision,
  { id }: EventToAppend,
): Promise<boolean> => {
  const [event] = await streams.read(stream, revision, 1);
  return event?.id === id && event.revision === revision;
};

const after = (expected: ExpectedRevision): Revision =>
  expected === 'no-stream' ? 0 : expected + 1;

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
  const { streams, trying, space, newId } = context;
  const stream = space + claimStream(key);
  for (;;) {
    const last = await streams.last(stream);
    const held = holderOf(last);
    if (held !== undefined && held !== holder) return { type: 'Held', key, holder: held };
    const expected = last?.revision ?? 'no-stream';
    const event = claimed(newId(), key, holder);
    const taken: TakenClaim = {
      type: 'Taken',
      key,
      holder,
      revision: after(expected),
      wasFree: held === undefined,
    };
    const { answer, wasLost } = await writeSurely(
      streams.writing(stream, expected, [event]),
      trying,
    );
    if (answer.type !== 'Written' && answer.type !== 'Conflict') return answer;
    const isSure = answer.type === 'Written' && answer.position !== undefined;
    if (isSure) return taken;
    if (answer.type === 'Conflict' && !wasLost) continue;
    if (await isThere(context, stream, taken.revision, event)) return taken;
    if (answer.type === 'Written')
      return { type: 'Refused', reason: `${stream} was deleted: the claim cannot be taken` };
  }
};

/**
 * Gives back a claim that our own event took from nobody, if that event is still the last one. A
 * claim that the stream held before stays: an event of the stream may stand on it.
 */
export const releaseClaim = async (
  { streams, trying, space, newId }: ClaimContext,
  { key, holder, revision, wasFree }: TakenClaim,
): Promise<void> => {
  if (!wasFree) return;
  const event = released(newId(), key, holder);
  await writeSurely(streams.writing(space + claimStream(key), revision, [event]), trying);
};

import {
  firstRevision,
  isSameEvent,
  revisionOf,
  StoreReadError,
  type AppendOutcome,
  type ExpectedRevision,
  type Position,
  type RecordedEvent,
  type StreamName,
} from '@facture/contract';

import type { AppendRequest } from './appendLimits';
import { releaseClaim, takeClaim, type ClaimContext, type TakenClaim } from './claims';
import type { KnownIds } from './knownIds';
import type { WriteAnswer } from './streams';
import { writeSurely } from './writeSurely';

/** What appending works with. */
export interface AppendContext extends ClaimContext {
  readonly now: () => Date;
  readonly ids: KnownIds;
  /** The furthest position that this process has seen, which any new event lies behind. */
  readonly seen: {
    readonly position: () => Position | undefined;
    readonly note: (position: Position | undefined) => void;
  };
}

/** Whether anything was written, or may have been, on behalf of an append. */
interface Traces {
  mayExist: boolean;
}

const outcomeOf = (answer: WriteAnswer, traces: Traces): AppendOutcome => {
  const reason = 'reason' in answer ? answer.reason : answer.type;
  if (answer.type === 'Refused') return { type: 'Fatal', reason };
  return answer.type === 'NotSent' && !traces.mayExist
    ? { type: 'Unavailable', reason }
    : { type: 'OutcomeUnknown', reason };
};

const failed = (thrown: unknown, { mayExist }: Traces): AppendOutcome => {
  const [type, reason] =
    thrown instanceof StoreReadError
      ? [thrown.type, thrown.reason]
      : (['Fatal', String(thrown)] as const);
  return { type: mayExist ? 'OutcomeUnknown' : type, reason };
};

const PAGE = 500;

/**
 * How long after a claim was asked for events may be sent that stand on it. Whoever gives back the
 * claim of a process that is gone waits for longer; a process that only slept must not go on then.
 */
const CLAIM_GOOD_FOR_MS = 120_000;

/** Appends by the rules of the port. */
const appendTo = async (
  context: AppendContext,
  { stream: holder, expected, events, claims }: AppendRequest,
  traces: Traces,
): Promise<AppendOutcome> => {
  const { streams, trying, space, ids, seen, now } = context;
  const stream: StreamName = space + holder;
  const first = firstRevision(expected);

  const note = (event: RecordedEvent): void => {
    ids.keep(event);
    seen.note(event.position);
  };

  /** Learns the ids of the stream, as far as they are not known; answers where the stream stands. */
  const learnIds = async (): Promise<ExpectedRevision> => {
    let last = ids.next(stream) - 1;
    for (;;) {
      const page = await streams.read(stream, last + 1, PAGE);
      page.forEach(note);
      last = page.at(-1)?.revision ?? last;
      if (page.length < PAGE) return revisionOf(last + 1);
    }
  };

  const reused = (): AppendOutcome | undefined => {
    const batch = new Set<string>();
    const found = events.find(({ id }) => ids.isKnown(id) || batch.size === batch.add(id).size);
    return found === undefined ? undefined : { type: 'EventIdReused', id: found.id };
  };

  /** The answer to an append whose events are stored right where it would put them. */
  const repeated = async (): Promise<AppendOutcome | undefined> => {
    const stored = await streams.read(stream, first, events.length);
    stored.forEach(note);
    const isRepeat = events.every((event, index) => {
      const there = stored[index];
      return there?.revision === first + index && isSameEvent(there, event);
    });
    const last = stored.at(-1);
    return isRepeat && last !== undefined
      ? { type: 'Appended', revision: last.revision, position: last.position }
      : undefined;
  };

  /** The answer to an append of which something is stored already, if anything is. */
  const known = async (): Promise<AppendOutcome | undefined> => {
    const repeat = await repeated();
    if (repeat !== undefined) return repeat;
    await learnIds();
    return reused();
  };

  const misplaced = async (actual: ExpectedRevision): Promise<AppendOutcome> =>
    (await known()) ?? { type: 'RevisionConflict', actual };

  /** The answer to an append that the server took, for the first time or not. */
  const confirmed = async (): Promise<AppendOutcome> =>
    (await known()) ?? { type: 'Fatal', reason: `${stream} was deleted or cut` };

  let claimedMs = Infinity;
  const send = streams.writing(stream, expected, events);
  const sendInTime = (): Promise<WriteAnswer> =>
    now().getTime() - claimedMs > CLAIM_GOOD_FOR_MS
      ? Promise.resolve({ type: 'Unclear', reason: 'its claims are too old to be appended on' })
      : send();

  const write = async (): Promise<AppendOutcome> => {
    const before = seen.position();
    traces.mayExist = true;
    const { answer, wasLost } = await writeSurely(sendInTime, trying);
    if (answer.type === 'Conflict') return misplaced(answer.actual);
    if (answer.type !== 'Written') return outcomeOf(answer, { mayExist: claims.length > 0 });
    const { revision, position } = answer;
    // The server compares ids alone. What it may have taken for a repeat is compared to the byte.
    if (wasLost || position === undefined || before === undefined || position <= before)
      return confirmed();
    if (revision === first + events.length - 1)
      for (const [index, { id }] of events.entries())
        ids.keep({ stream, revision: first + index, id });
    seen.note(position);
    return { type: 'Appended', revision, position };
  };

  const taken: Array<TakenClaim> = [];
  const releaseAll = async (outcome: AppendOutcome): Promise<AppendOutcome> => {
    for (const claim of taken) await releaseClaim(context, claim);
    return outcome;
  };

  const takeAll = async (): Promise<AppendOutcome | undefined> => {
    for (const key of new Set(claims)) {
      const claim = await takeClaim(context, key, holder);
      if (claim.type === 'Held')
        return releaseAll({ type: 'ClaimTaken', key, holder: claim.holder });
      if (claim.type !== 'Taken') return outcomeOf(claim, traces);
      traces.mayExist = true;
      taken.push(claim);
    }
    return undefined;
  };

  if (expected !== 'no-stream' && ids.next(stream) <= expected) await learnIds();
  if (reused() !== undefined) return misplaced(expected);
  if (claims.length === 0) return write();

  const actual = await learnIds();
  if (actual !== expected) return misplaced(actual);
  claimedMs = now().getTime();
  const refusal = await takeAll();
  if (refusal !== undefined) return refusal;
  const outcome = await write();
  // What may have been written keeps its claims.
  const isRefused = outcome.type !== 'Appended' && outcome.type !== 'OutcomeUnknown';
  return isRefused ? releaseAll(outcome) : outcome;
};

/** Appends by the rules of the port, and turns what a reading throws into an outcome. */
export const appendEvents = async (
  context: AppendContext,
  request: AppendRequest,
): Promise<AppendOutcome> => {
  const traces: Traces = { mayExist: false };
  try {
    return await appendTo(context, request, traces);
  } catch (thrown) {
    return failed(thrown, traces);
  }
};

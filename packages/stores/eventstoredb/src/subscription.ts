import {
  StoreReadError,
  waitBeforeRetry,
  type EventStore,
  type Position,
  type SubscriptionMessage,
} from '@facture/contract';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { setImmediate as turn } from 'node:timers/promises';

import { headOf, kept, type ReadingContext } from './readings';
import { later, toPosition } from './position';
import { subscribeRequest } from './requests';
import { responses } from './responses';
import { fromWire } from './storedEvent';
import { streamFilter, type StreamFilter } from './streamFilter';

/** One subscription on the server: where it starts, what it keeps, and what ends it. */
export interface Start {
  readonly filter: StreamFilter;
  readonly after: Position | undefined;
  readonly signal: AbortSignal | undefined;
}

const checkpointOf = (message: ReadResp): Position | undefined => {
  const checkpoint = message.getCheckpoint();
  return checkpoint === undefined
    ? undefined
    : toPosition({
        commit: BigInt(checkpoint.getCommitPosition()),
        prepare: BigInt(checkpoint.getPreparePosition()),
      });
};

/** What following yields besides: a place that the server has passed, all before it handled. */
export type Followed =
  SubscriptionMessage | { readonly type: 'passed'; readonly position: Position };

/**
 * Follows one subscription until the server ends it, quietly or with an error: both mean that it
 * was dropped.
 *
 * The server's messages are taken in order and one at a time, so that whatever it says of how far
 * it has come is believed only when all before it has been handed out and handled.
 *
 * Throws `StoreReadError`.
 */
export const followOnce = async function* (
  context: ReadingContext,
  { filter, after, signal }: Start,
): AsyncGenerator<Followed, undefined> {
  const { calls, space, closing } = context;
  const head = () => headOf(context, streamFilter(space, ''), signal);
  // The end as it was before the server was asked: having caught up, it has passed this.
  const end = await head();
  const open = () => calls.read(subscribeRequest(filter, after), { requiresLeader: false });
  let reached = after;
  let told: Position | undefined | 'nothing' = 'nothing';
  let passed: Position | undefined;
  let isLive = false;
  for await (const { message, isDrained } of responses(open, { closing, signal })) {
    const wire = message.getEvent()?.getEvent();
    const checkpoint = checkpointOf(message);
    if (wire !== undefined) {
      const event = fromWire(wire);
      if (after !== undefined && event.position <= after) continue;
      reached = event.position;
      const shown = kept(filter, event);
      if (shown !== undefined) yield { type: 'event', event: shown };
    } else if (checkpoint !== undefined) {
      passed = checkpoint;
      yield { type: 'passed', position: checkpoint };
    } else if (message.hasCaughtUp()) {
      isLive = true;
      reached = later(reached, end);
    } else if (message.hasFellBehind()) isLive = false;

    if (!isLive) continue;
    // What has arrived together is told together.
    await turn();
    if (!isDrained()) continue;
    // The server passes more than the events of this store, at whose last one the marker stands.
    const last = passed !== undefined && passed > (reached ?? 0n) ? await head() : undefined;
    if (last !== undefined && passed !== undefined && last <= passed)
      reached = later(reached, last);
    passed = undefined;
    if (told === reached) continue;
    told = reached;
    yield { type: 'caught-up', position: reached };
  }
  return undefined;
};

const positionOf = (message: Followed): Position | undefined =>
  message.type === 'event' ? message.event.position : message.position;

/**
 * Follows all streams that a filter keeps. A subscription that the server drops is begun again after
 * the last message that was handled, as often as needed.
 */
export const follow = async function* (
  context: ReadingContext,
  { filter, after, signal }: Start,
): AsyncGenerator<SubscriptionMessage, undefined> {
  const { trying, closing } = context;
  const isStopped = () => signal?.aborted === true;
  let handled = after;
  let failures = 0;
  while (!isStopped()) {
    try {
      for await (const message of followOnce(context, { filter, after: handled, signal })) {
        if (message.type !== 'passed') yield message;
        handled = later(handled, positionOf(message));
        failures = 0;
      }
    } catch (thrown) {
      const isPassing = thrown instanceof StoreReadError && thrown.type === 'Unavailable';
      if (!isPassing || closing.aborted) throw thrown;
    }
    if (isStopped()) return undefined;
    failures += 1;
    const ending = signal === undefined ? closing : AbortSignal.any([signal, closing]);
    await waitBeforeRetry(trying.retry, trying, failures, ending);
  }
  return undefined;
};

/** Reads all streams and goes on with what is appended later. */
export const subscribe =
  (context: ReadingContext): EventStore['subscribe'] =>
  ({ after, prefix = '', signal } = {}) =>
    follow(context, { filter: streamFilter(context.space, prefix), after, signal });

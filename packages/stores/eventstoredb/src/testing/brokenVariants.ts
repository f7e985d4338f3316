import { Empty, UUID } from '@eventstore/db-client/generated/shared_pb';
import type { AppendReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { EventStore } from '@facture/contract';
import { randomUUID } from 'node:crypto';

import type { Calls, ReadCall } from '../calls';
import { rememberIds } from '../knownIds';
import { streamFilter } from '../streamFilter';
import { followOnce } from '../subscription';
import { storeOn } from './stores';

/** An adapter with one mistake in it, and the cases that must tell. */
export interface BrokenVariant {
  readonly mistake: string;
  readonly caughtBy: readonly [string, ...string[]];
  readonly open: (calls: Calls) => EventStore;
}

const RETRY = { attempts: 5, baseMs: 1, maxMs: 20 };

const changed = (request: AppendReq, change: (copy: AppendReq) => unknown): AppendReq => {
  const copy = request.clone();
  change(copy);
  return copy;
};

const onReads =
  (change: (call: ReadCall) => ReadCall) =>
  (calls: Calls): EventStore =>
    storeOn({ ...calls, read: async (...args) => change(await calls.read(...args)) });

/** Tells how far the server has come before the events that were sent ahead of it are handled. */
const checkpointsFirst = (call: ReadCall): ReadCall => ({
  ...call,
  [Symbol.asyncIterator]: async function* () {
    let waiting: Array<ReadResp> = [];
    let isLive = false;
    for await (const message of call) {
      if (message.hasCaughtUp()) isLive = true;
      if (message.hasCheckpoint()) yield message;
      else if (message.hasEvent() && !isLive) waiting.push(message);
      else {
        yield* waiting;
        waiting = [];
        yield message;
      }
    }
  },
});

/** The mistakes that the issue of this adapter names. */
export const brokenVariants: ReadonlyArray<BrokenVariant> = [
  {
    mistake: 'appends at any revision',
    caughtBy: [
      'no-stream is refused on an existing stream',
      'a revision that the stream has left behind is refused',
      'a conflict with a stream that is not there tells so',
    ],
    open: (calls) =>
      storeOn({
        ...calls,
        append: ([first, ...events]) => {
          if (first === undefined) throw new Error('there are no options');
          const options = changed(first, (copy) => copy.getOptions()?.setAny(new Empty()));
          return calls.append([options, ...events]);
        },
      }),
  },
  {
    mistake: 'takes no_stream for a number on a conflict',
    caughtBy: [
      'every revision is refused on a missing stream',
      'a conflict with a stream that is not there tells so',
    ],
    open: (calls) =>
      storeOn({
        ...calls,
        append: async (requests) => {
          const response = await calls.append(requests);
          const conflict = response.getWrongExpectedVersion();
          if (conflict?.hasCurrentRevision() === false) BigInt('no_stream');
          return response;
        },
      }),
  },
  {
    mistake: 'repeats an append of unknown outcome with new ids',
    caughtBy: [
      'an append that is lost is appended by its repeat (timeout)',
      'an append that is lost is appended by its repeat (disconnect)',
    ],
    open: (calls) => {
      const sent = new WeakSet<ReadonlyArray<AppendReq>>();
      return storeOn({
        ...calls,
        append: (requests) => {
          if (!sent.has(requests)) {
            sent.add(requests);
            return calls.append(requests);
          }
          const anew = requests.map((request) =>
            changed(request, (copy) =>
              copy.getProposedMessage()?.setId(new UUID().setString(randomUUID())),
            ),
          );
          return calls.append(anew);
        },
      });
    },
  },
  {
    mistake: 'drops the filter',
    caughtBy: ['a subscription is sent nothing but what it keeps'],
    open: (calls) =>
      storeOn({
        ...calls,
        read: (request, settings) => {
          const copy = request.clone();
          copy.getOptions()?.setNoFilter(new Empty());
          return calls.read(copy, settings);
        },
      }),
  },
  {
    mistake: 'believes a checkpoint before the events ahead of it are handled',
    caughtBy: ['what the server has passed is not skipped before it is handled'],
    open: onReads(checkpointsFirst),
  },
  {
    mistake: 'ends quietly when the server ends a subscription',
    caughtBy: [
      'a subscription that ends quietly goes on after the last event handled',
      'a subscription that breaks goes on after the last event handled',
    ],
    open: (calls) => {
      const closing = new AbortController().signal;
      const trying = { retry: RETRY, sleep: () => Promise.resolve(), random: () => 0, closing };
      const context = { calls, space: '', closing, ids: rememberIds(10), timeoutMs: 1_000, trying };
      return {
        ...storeOn(calls),
        subscribe: async function* ({ after, prefix = '', signal } = {}) {
          const filter = streamFilter('', prefix);
          for await (const message of followOnce(context, { filter, after, signal }))
            if (message.type !== 'passed') yield message;
        },
      };
    },
  },
  {
    mistake: 'leaks a reading that is left early',
    caughtBy: ['readings that are left early end on the server'],
    open: onReads((call) => ({ ...call, cancel: () => undefined })),
  },
];

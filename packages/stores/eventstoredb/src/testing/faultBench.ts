import type { EventStore, EventToAppend, SubscriptionMessage } from '@facture/contract';
import type { Standin } from '@facture/standin';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** What a fault case gets: a server that fails on demand, and stores on it. */
export interface FaultBench {
  readonly standin: Standin;
  /** Opens a store, with requests that give up soon. */
  readonly open: () => EventStore;
}

/** One fault, and what a store makes of it. */
export interface FaultCase {
  readonly name: string;
  readonly run: (bench: FaultBench) => Promise<void>;
}

/** Makes an event with an id of its own. */
export const anEvent = (change: Partial<EventToAppend> = {}): EventToAppend => ({
  id: randomUUID(),
  type: 'Happened',
  schemaVersion: 1,
  data: '{"what":"something"}',
  metadata: '{}',
  ...change,
});

/** Reads to the end. */
export const all = async <A>(from: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const list: Array<A> = [];
  for await (const one of from) list.push(one);
  return list;
};

/** Appends while something goes wrong, which must come to one append all the same. */
export const appendOnce = async (store: EventStore, harm: () => void): Promise<void> => {
  const first = anEvent();
  const batch = [anEvent(), anEvent()] as const;
  assert.equal((await store.append('order-1', 'no-stream', [first])()).type, 'Appended');
  harm();
  const outcome = await store.append('order-1', 0, [...batch])();
  const events = await all(store.read('order-1'));
  assert.deepEqual(
    events.map(({ id }) => id),
    [first, ...batch].map(({ id }) => id),
  );
  const { revision, position } = events.at(-1) ?? assert.fail('nothing was appended');
  assert.deepEqual(outcome, { type: 'Appended', revision, position });
};

/** Waits until something is so, but not for ever. */
export const eventually = async (what: string, isSo: () => boolean, ms = 8_000): Promise<void> => {
  const end = Date.now() + ms;
  while (!isSo()) {
    assert.ok(Date.now() < end, `${what} did not happen`);
    await wait(5);
  }
};

/** Follows a store in the background. */
export const following = (store: EventStore, prefix = 'order-') => {
  const stop = new AbortController();
  const messages: Array<SubscriptionMessage> = [];
  const ended = (async () => {
    for await (const message of store.subscribe({ prefix, signal: stop.signal }))
      messages.push(message);
  })();
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  ended.then(over, over);
  const revisions = () =>
    messages.flatMap((message) => (message.type === 'event' ? [message.event.revision] : []));
  return {
    messages,
    revisions,
    until: async (count: number) => {
      await eventually(`being told ${count} events`, () => revisions().length >= count || isOver);
      assert.deepEqual(
        revisions(),
        Array.from({ length: count }, (_, index) => index),
      );
    },
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
};

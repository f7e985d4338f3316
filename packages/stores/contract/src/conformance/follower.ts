import type { EventStore, ReadAllOptions, RecordedEvent, SubscriptionMessage } from '../eventStore';
import { within } from './given';

/** Somebody who follows a store, and keeps what was told. */
export interface Follower {
  readonly messages: ReadonlyArray<SubscriptionMessage>;
  readonly events: () => ReadonlyArray<RecordedEvent>;
  /** Waits until what was told is as wished. Rejects when the subscription ends before. */
  readonly until: (what: string, isSo: () => boolean) => Promise<void>;
  /** Waits for so many events, and for the marker after them. */
  readonly caughtUpWith: (events: number) => Promise<void>;
  /** Aborts the subscription and waits until it has ended. */
  readonly stop: () => Promise<void>;
}

/** Follows a store from now on. */
export const follow = (store: EventStore, options: ReadAllOptions = {}): Follower => {
  const stop = new AbortController();
  const messages: Array<SubscriptionMessage> = [];
  let check: () => void = () => undefined;
  const ended = (async () => {
    for await (const message of store.subscribe({ ...options, signal: stop.signal })) {
      messages.push(message);
      check();
    }
  })();
  ended.catch(() => undefined);
  const events = () =>
    messages.flatMap((message) => (message.type === 'event' ? [message.event] : []));
  const until = async (what: string, isSo: () => boolean) => {
    if (isSo()) return;
    const come = new Promise<void>((resolve) => {
      check = () => {
        if (isSo()) resolve();
      };
    });
    const early = ended.then(() => {
      if (!isSo()) throw new Error(`the subscription ended before ${what}`);
    });
    await within(Promise.race([come, early]), what);
  };
  return {
    messages,
    events,
    until,
    caughtUpWith: (count) =>
      until(
        `catching up with ${count.toString()} events`,
        () => messages.at(-1)?.type === 'caught-up' && events().length >= count,
      ),
    stop: async () => {
      stop.abort();
      await within(ended, 'the end of an aborted subscription');
    },
  };
};

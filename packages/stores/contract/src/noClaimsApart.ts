import type { EventStore } from './eventStore';

const NOTHING: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({
    next: () => Promise.resolve({ done: true, value: undefined }),
  }),
};

/** What a store lists that takes claims together with events, never apart: nothing. */
export const noClaimsApart: EventStore['claimsApart'] = () => NOTHING;

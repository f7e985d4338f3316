import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray';

import type { EventStore } from '../eventStore';

/** A store with one mistake in it, and the cases that must tell. */
export interface BrokenStore {
  readonly mistake: string;
  readonly caughtBy: ReadonlyNonEmptyArray<string>;
  readonly break: (store: EventStore) => EventStore;
}

/** Changes each event of a reading. */
export const each = async function* <A>(from: AsyncIterable<A>, change: (one: A) => A) {
  for await (const one of from) yield change(one);
};

/** Reads to the end. */
export const all = async <A>(from: AsyncIterable<A>): Promise<Array<A>> => {
  const list: Array<A> = [];
  for await (const one of from) list.push(one);
  return list;
};

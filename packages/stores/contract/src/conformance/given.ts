import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray';

import type {
  AppendOutcome,
  ClaimKey,
  EventStore,
  EventToAppend,
  ExpectedRevision,
  RecordedEvent,
  StreamName,
} from '../eventStore';

/** Makes an event with an id of its own. */
export const anEvent = (change: Partial<EventToAppend> = {}): EventToAppend => ({
  id: randomUUID(),
  type: 'Happened',
  schemaVersion: 1,
  data: '{"what":"something"}',
  metadata: '{"$correlationId":"c"}',
  ...change,
});

/** Makes a batch of events, numbered in their data. */
export const someEvents = (count: number): ReadonlyNonEmptyArray<EventToAppend> => {
  const numbered = (n: number) => anEvent({ data: `{"n":${n.toString()}}` });
  return [numbered(0), ...Array.from({ length: count - 1 }, (_, index) => numbered(index + 1))];
};

/** Appends one batch and answers what came of it. */
export const append = (
  store: EventStore,
  stream: StreamName,
  expected: ExpectedRevision,
  events: ReadonlyNonEmptyArray<EventToAppend>,
  claims: ReadonlyArray<ClaimKey> = [],
): Promise<AppendOutcome> => store.append(stream, expected, events, { claims })();

/** Appends one batch, which the store must take. */
export const appended = async (
  store: EventStore,
  stream: StreamName,
  expected: ExpectedRevision,
  events: ReadonlyNonEmptyArray<EventToAppend> = [anEvent()],
  claims: ReadonlyArray<ClaimKey> = [],
): Promise<Extract<AppendOutcome, { readonly type: 'Appended' }>> => {
  const outcome = await append(store, stream, expected, events, claims);
  assert.ok(outcome.type === 'Appended', `the append came to ${outcome.type}`);
  return outcome;
};

/** Reads to the end, or as many as asked for. */
export const collect = async <A>(from: AsyncIterable<A>, limit = Infinity): Promise<Array<A>> => {
  const all: Array<A> = [];
  if (limit < 1) return all;
  for await (const one of from) if (all.push(one) >= limit) break;
  return all;
};

/** What a writer handed over of an event. */
export const asWritten = ({ id, type, schemaVersion, data, metadata }: EventToAppend) => ({
  id,
  type,
  schemaVersion,
  data,
  metadata,
});

/** A copy of an event whose prototype is that of any object, whatever a database gave. */
export const plain = (event: RecordedEvent): RecordedEvent => ({ ...event });

/** Everything that can be seen of a store: to compare before and after. */
export const contentOf = async (store: EventStore) => ({
  head: await store.head(),
  events: (await collect(store.readAll())).map(plain),
});

/** Fails when an append changes anything that can be seen; answers its outcome. */
export const writesNothing = async (
  store: EventStore,
  run: () => Promise<AppendOutcome>,
): Promise<AppendOutcome> => {
  const before = await contentOf(store);
  const outcome = await run();
  assert.deepEqual(await contentOf(store), before, `${outcome.type}, yet something was written`);
  return outcome;
};

/** Waits for a promise, but not for ever. */
export const within = async <A>(promise: Promise<A>, what: string, ms = 10_000): Promise<A> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what} did not happen within ${ms.toString()} ms`));
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

import type { EventStore, RecordedEvent } from '@facture/contract';
import { orderSummaryProjection } from '@facture/projections';
import { openSqliteStore } from '@facture/sqlite';
import * as E from 'fp-ts/Either';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import { shortly } from '../finding';
import { notBeginning, plain } from '../histories';
import { judgeModel } from './judgeModel';
import type { Sample } from './sample';
import { judged, refused, wrong, type Verdict } from './verdict';

const AT = new Date('2026-02-01T12:00:00.000Z');

/** Reads to the end, and holds what was read against the sample even if the end is not reached. */
const readAll = async (
  store: EventStore,
  whole: ReadonlyArray<RecordedEvent>,
): Promise<ReadonlyArray<RecordedEvent>> => {
  const events: Array<RecordedEvent> = [];
  const hold = () => {
    const difference = notBeginning(events, whole);
    if (difference !== undefined) throw wrong('events', difference);
  };
  try {
    for await (const event of store.readAll()) events.push(plain(event));
  } catch (thrown) {
    hold();
    throw thrown;
  }
  hold();
  return events;
};

const lookAtStreams = async (
  store: EventStore,
  { appends }: Sample,
  events: ReadonlyArray<RecordedEvent>,
): Promise<void> => {
  for (const stream of new Set(appends.map((append) => append.stream))) {
    const expected = events.filter((event) => event.stream === stream);
    const found: Array<RecordedEvent> = [];
    for await (const event of store.read(stream)) found.push(plain(event));
    if (!isDeepStrictEqual(found, expected))
      throw wrong('streams', `${stream} has ${shortly(found)}, not ${shortly(expected)}`);
  }
};

const lookAtClaims = async (
  store: EventStore,
  { appends }: Sample,
  events: ReadonlyArray<RecordedEvent>,
): Promise<void> => {
  const ids = new Set(events.map(({ id }) => id));
  for (const { stream, claims, events: batch } of appends) {
    const holder = ids.has(batch[0].id) ? stream : undefined;
    for (const key of claims) {
      const found = await store.claimHolder(key);
      if (found !== holder)
        throw wrong('claims', `${key} is held by ${String(found)}, not ${String(holder)}`);
    }
  }
};

/** Appends once more: a file that is taken as whole goes on. */
const goOn = async (store: EventStore, events: ReadonlyArray<RecordedEvent>): Promise<void> => {
  const event = { id: randomUUID(), type: 'Next', schemaVersion: 1, data: '{}', metadata: '{}' };
  const outcome = await store.append('next-1', 'no-stream', [event])();
  if (outcome.type === 'Fatal' || outcome.type === 'Unavailable') throw refused(outcome.reason);
  const after = (events.at(-1)?.position ?? 0n) + 1n;
  if (outcome.type !== 'Appended' || outcome.position !== after)
    throw wrong('events', `the next append came to ${shortly(outcome)}`);
};

/** Judges a file of events, with the totals that are kept in it. */
export const judgeStore = (file: string, sample: Sample): Promise<Verdict> =>
  judged(async () => {
    const opening = openSqliteStore({ file, now: () => AT });
    if (E.isLeft(opening)) return { type: 'Refused', reason: shortly(opening.left) };
    const store = opening.right;
    try {
      const events = await readAll(store, sample.events);
      const head = await store.head();
      if (head !== events.at(-1)?.position)
        throw wrong('streams', `the head is at ${String(head)}`);
      await lookAtStreams(store, sample, events);
      await lookAtClaims(store, sample, events);
      judgeModel(store.openReadModel(orderSummaryProjection), events);
      await goOn(store, events);
      return { type: 'Prefix', count: events.length };
    } finally {
      await store.close();
    }
  });

import {
  ORDER_STREAM_PREFIX,
  type EventStore,
  type Position,
  type ReadModel,
  type ReadModelRow,
  type RecordedEvent,
  type StreamName,
} from '@facture/contract';
import type { OrderSummary } from '@facture/projections';

import type { StartProgress } from '../progress';
import type { Finding } from '../report/report';
import { checkOrder } from './checkOrder';
import { someAtOnce } from './someAtOnce';
import { sumUp, type CurrencySums } from './sums';

/** What replaying needs. */
export interface Replaying {
  readonly events: EventStore;
  readonly rows: ReadModel<OrderSummary>;
  readonly progress: StartProgress;
  readonly onFinding: (finding: Finding) => void;
}

/** What was replayed. */
export interface Replayed {
  readonly events: number;
  readonly orders: number;
  readonly rows: number;
  readonly sums: ReadonlyArray<CurrencySums>;
}

const ROWS_PER_PAGE = 256;

/** Replays all orders, each when its first event comes by: no more of them are ever in memory. */
const replayOrders = async ({ events, rows, progress, onFinding }: Replaying, head: Position) => {
  const sums = sumUp();
  const bar = progress('replaying', 'events');
  let seen = 0;
  let replayed = 0;
  let orders = 0;

  const check = (stream: StreamName) => async (): Promise<void> => {
    const { events: count, summary, findings } = await checkOrder(events, rows, stream, head);
    orders += 1;
    replayed += count;
    if (summary !== undefined) sums.add(summary);
    for (const finding of findings) onFinding(finding);
  };
  await someAtOnce(async (begin) => {
    for await (const event of events.readAll({ prefix: ORDER_STREAM_PREFIX })) {
      if (event.position > head) break;
      seen += 1;
      if (event.revision === 0) await begin(check(event.stream));
      bar.advance(Number(event.position) / Number(head), seen);
    }
  });
  bar.end();
  return { seen, replayed, orders, sums: sums.all() };
};

const first = async (reading: AsyncIterable<RecordedEvent>): Promise<RecordedEvent | undefined> => {
  for await (const event of reading) return event;
  return undefined;
};

/** Looks for rows that no event accounts for, and that replaying therefore did not come by. */
const lookThroughRows = async (
  { events, rows, progress, onFinding }: Replaying,
  expected: number,
): Promise<number> => {
  const bar = progress('looking for rows without events', 'rows');
  let count = 0;
  const look =
    ({ stream, revision, position }: ReadModelRow<OrderSummary>) =>
    async () => {
      const event = await first(events.read(stream));
      if (event?.revision === 0) return;
      const there = event === undefined ? 'no event' : `none before ${event.revision.toString()}`;
      onFinding({
        type: 'RowWithoutEvents',
        stream,
        revision,
        logIndex: null,
        expected: 'no row, or the history that it is the fold of, from revision 0 on',
        found: `a row at revision ${revision.toString()}, position ${position.toString()}, and ${there}`,
      });
    };
  await someAtOnce(async (begin) => {
    let page = rows.rows({ limit: ROWS_PER_PAGE });
    while (page.length > 0) {
      for (const row of page) {
        count += 1;
        bar.advance(count / Math.max(count, expected), count);
        await begin(look(row));
      }
      page = rows.rows({ after: page.at(-1)?.stream, limit: ROWS_PER_PAGE });
    }
  });
  bar.end();
  return count;
};

/** Names the orders that have events and no first one: replaying did not come by them. */
const lookForBeginnings = async ({ events, onFinding }: Replaying, head: Position) => {
  let last: StreamName | undefined;
  for await (const { stream, revision, position } of events.readAll({
    prefix: ORDER_STREAM_PREFIX,
  })) {
    if (position > head) return;
    if (revision === 0 || stream === last) continue;
    last = stream;
    const beginning = await first(events.read(stream));
    if (beginning?.revision === 0) continue;
    onFinding({
      type: 'BeginningMissing',
      stream,
      revision,
      logIndex: null,
      expected: 'revision 0 of the order before it',
      found: `this event, at position ${position.toString()}, and none of revision 0`,
    });
  }
};

const BEFORE_ALL: Position = 0n;

/**
 * Recomputes the totals of every order from its events, and holds the read model against them: each
 * row, what has none, and what has one without events. Memory is bounded.
 *
 * Throws `StoreReadError` when the store or the read model does.
 */
export const replayStore = async (replaying: Replaying): Promise<Replayed> => {
  const head = (await replaying.events.head()) ?? BEFORE_ALL;
  const { seen, replayed, orders, sums } = await replayOrders(replaying, head);
  if (seen !== replayed) await lookForBeginnings(replaying, head);
  for (const { stream, revision, reason } of replaying.rows.quarantined())
    replaying.onFinding({
      type: 'StreamInQuarantine',
      stream,
      revision,
      logIndex: null,
      expected: 'an event that the read model could apply',
      found: reason,
    });
  const rows = await lookThroughRows(replaying, orders);
  return { events: seen, orders, rows, sums };
};

import {
  ORDER_STREAM_PREFIX,
  readRecorded,
  type EventStore,
  type Position,
  type RecordedEvent,
  type StreamName,
} from '@facture/contract';
import {
  applyToSummary,
  totalsOfSummary,
  type OrderSummary,
  type OrderTotals,
} from '@facture/projections';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

/** What a subscriber to totals is told. */
export type TotalsMessage =
  /** The totals of an order after the event at this position. */
  | { readonly type: 'totals'; readonly position: Position; readonly totals: OrderTotals }
  /** An event that cannot be read: nothing more is told of its order. */
  | { readonly type: 'quarantined'; readonly position: Position; readonly stream: StreamName }
  /** Everything up to this position was told. */
  | { readonly type: 'caught-up'; readonly position: Position | undefined };

const REMEMBERED = 1_000;

type Folded = E.Either<unknown, OrderSummary>;

const fold = (summary: OrderSummary | undefined, recorded: RecordedEvent): Folded =>
  pipe(
    readRecorded(recorded),
    E.flatMap(({ event }): Folded =>
      applyToSummary(summary, { event, revision: recorded.revision }),
    ),
  );

/** Folds the beginning of a stream, up to an event. */
const foldUpTo = async (store: EventStore, last: RecordedEvent): Promise<Folded> => {
  let summary: OrderSummary | undefined;
  for await (const recorded of store.read(last.stream)) {
    const folded = fold(summary, recorded);
    if (E.isLeft(folded) || recorded.revision === last.revision) return folded;
    summary = folded.right;
  }
  return E.left('the stream ends before its event');
};

/**
 * Follows the totals of all orders: after each event the totals of its order, in the order of
 * positions. It keeps the latest orders in memory, and reads any other from its beginning.
 *
 * Throws `StoreReadError` when the store does.
 */
export async function* totalsFeed(
  store: EventStore,
  after: Position | undefined,
  signal: AbortSignal,
): AsyncGenerator<TotalsMessage, undefined> {
  const latest = new Map<StreamName, OrderSummary>();
  const broken = new Set<StreamName>();

  const remember = (stream: StreamName, summary: OrderSummary): void => {
    latest.delete(stream);
    latest.set(stream, summary);
    const oldest = latest.keys().next();
    if (latest.size > REMEMBERED && oldest.done !== true) latest.delete(oldest.value);
  };
  const summaryAfter = (recorded: RecordedEvent): Folded | Promise<Folded> => {
    const known = latest.get(recorded.stream);
    return recorded.revision === 0 || known?.revision === recorded.revision - 1
      ? fold(known, recorded)
      : foldUpTo(store, recorded);
  };

  for await (const message of store.subscribe({ after, prefix: ORDER_STREAM_PREFIX, signal })) {
    if (message.type === 'caught-up') {
      yield message;
      continue;
    }
    const { stream, position } = message.event;
    if (broken.has(stream)) continue;
    const folded = await summaryAfter(message.event);
    if (E.isLeft(folded)) {
      broken.add(stream);
      yield { type: 'quarantined', position, stream };
    } else {
      remember(stream, folded.right);
      yield { type: 'totals', position, totals: totalsOfSummary(folded.right) };
    }
  }
  return undefined;
}

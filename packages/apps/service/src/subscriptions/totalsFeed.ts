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

/** What a subscriber is told of one event. */
type ToldEvent =
  /** The totals of an order after the event at this position. */
  | { readonly type: 'totals'; readonly position: Position; readonly totals: OrderTotals }
  /** An event that cannot be read, or that comes after one: its order has no totals any more. */
  | { readonly type: 'quarantined'; readonly position: Position; readonly stream: StreamName };

/** What a subscriber to totals is told. */
export type TotalsMessage =
  | ToldEvent
  /** Everything up to this position was told. */
  | { readonly type: 'caught-up'; readonly position: Position | undefined };

/** What totals are followed: of all orders or of one, and from where. */
export interface Followed {
  readonly stream: StreamName | undefined;
  readonly after: Position | undefined;
  readonly signal: AbortSignal;
}

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
 * Follows totals: after each event those of its order, in the order of positions. What is told of an
 * event depends on what is stored and on nothing else, wherever the following began. It keeps the
 * latest orders in memory, and reads any other from its beginning.
 *
 * Throws `StoreReadError` when the store does.
 */
export async function* totalsFeed(
  store: EventStore,
  { stream: only, after, signal }: Followed,
): AsyncGenerator<TotalsMessage, undefined> {
  const latest = new Map<StreamName, Folded>();

  const remember = (stream: StreamName, folded: Folded): void => {
    latest.delete(stream);
    latest.set(stream, folded);
    const oldest = latest.keys().next();
    if (latest.size > REMEMBERED && oldest.done !== true) latest.delete(oldest.value);
  };
  const foldedWith = (recorded: RecordedEvent): Folded | Promise<Folded> => {
    const { stream, revision } = recorded;
    if (revision === 0) return fold(undefined, recorded);
    const before = latest.get(stream);
    if (before === undefined) return foldUpTo(store, recorded);
    return E.isLeft(before) ? before : fold(before.right, recorded);
  };

  const prefix = only ?? ORDER_STREAM_PREFIX;
  for await (const message of store.subscribe({ after, prefix, signal })) {
    if (message.type === 'caught-up') {
      yield message;
      continue;
    }
    const { stream, position } = message.event;
    if (only !== undefined && stream !== only) continue;
    const folded = await foldedWith(message.event);
    remember(stream, folded);
    yield E.isLeft(folded)
      ? { type: 'quarantined', position, stream }
      : { type: 'totals', position, totals: totalsOfSummary(folded.right) };
  }
  return undefined;
}

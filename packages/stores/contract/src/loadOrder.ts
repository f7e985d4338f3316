import { decodeEvent, evolve, initialState, type OrderId, type OrderState } from '@facture/order';
import type { EventAtRevision } from '@facture/projections';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { TaskEither } from 'fp-ts/TaskEither';

import { firstRevision } from './appendRules';
import type { EventStore, ExpectedRevision, Position, RecordedEvent, Revision } from './eventStore';
import { readFailure, type LoadError, type StreamQuarantined } from './handleError';
import { orderStream } from './orderStream';

/** An event at its place in the history of its order, with what the store keeps of it. */
export interface RecordedOrderEvent extends EventAtRevision {
  readonly recorded: RecordedEvent;
}

/** An order as a store knows it: the fold of its stream up to a revision. */
export interface LoadedOrder {
  readonly state: OrderState;
  readonly revision: ExpectedRevision;
  /** The position of its last event. */
  readonly position: Position | undefined;
}

/** An order as it was read or written last, and how many characters its events have. */
export interface OrderAtHand {
  readonly loaded: LoadedOrder;
  readonly characters: number;
}

/** An order of which nothing is stored. */
export const unknownOrder: LoadedOrder = {
  state: initialState,
  revision: 'no-stream',
  position: undefined,
};

/**
 * Reads one recorded event of an order.
 *
 * Gives `StreamQuarantined` for an event that its codec refuses.
 */
export const readRecorded = (
  recorded: RecordedEvent,
): E.Either<StreamQuarantined, RecordedOrderEvent> => {
  const decoded = decodeEvent(recorded);
  return E.isRight(decoded)
    ? E.right({ event: decoded.right, revision: recorded.revision, recorded })
    : E.left(quarantined(recorded, decoded.left.reason));
};

const quarantined = (
  { stream, revision, position }: RecordedEvent,
  reason: string,
): StreamQuarantined => ({ type: 'StreamQuarantined', stream, revision, position, reason });

/**
 * Reads the events of an order one by one, from a revision on (by default from the first). A `Left`
 * is the last thing it yields: an event that cannot be read, or that is not the next one.
 *
 * Throws `StoreReadError` when the store does.
 */
export const readOrderEvents = (store: EventStore) =>
  async function* (
    orderId: OrderId,
    from: Revision = 0,
  ): AsyncGenerator<E.Either<StreamQuarantined, RecordedOrderEvent>, undefined> {
    let next = from;
    for await (const recorded of store.read(orderStream(orderId), { from })) {
      const read =
        recorded.revision === next
          ? readRecorded(recorded)
          : E.left(quarantined(recorded, `revision ${next.toString()} is missing before it`));
      yield read;
      if (E.isLeft(read)) return undefined;
      next += 1;
    }
    return undefined;
  };

/** Folds an order to its latest revision, and counts the characters of its events. */
export const readOn =
  (store: EventStore) =>
  (orderId: OrderId, before: OrderAtHand): TaskEither<LoadError, OrderAtHand> =>
  async () => {
    let { loaded, characters } = before;
    try {
      for await (const read of readOrderEvents(store)(orderId, firstRevision(loaded.revision))) {
        if (E.isLeft(read)) return read;
        const { event, revision, recorded } = read.right;
        const { position, data } = recorded;
        loaded = { state: evolve(loaded.state, event), revision, position };
        characters += data.length;
      }
      return E.right({ loaded, characters });
    } catch (thrown) {
      return E.left(readFailure(orderId, thrown));
    }
  };

/**
 * Folds an order to its latest revision, going on from what was loaded before if that is given. An
 * order that does not exist is `unknownOrder`.
 *
 * Gives `StreamQuarantined`, `StoreUnavailable` or `StoreFailed`.
 */
export const loadOrder =
  (store: EventStore) =>
  (orderId: OrderId, before: LoadedOrder = unknownOrder): TaskEither<LoadError, LoadedOrder> =>
    pipe(
      readOn(store)(orderId, { loaded: before, characters: 0 }),
      TE.map(({ loaded }) => loaded),
    );

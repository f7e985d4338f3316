import {
  readOrderEvents,
  type EventStore,
  type Position,
  type RecordedOrderEvent,
} from '@facture/contract';
import type { OrderId } from '@facture/order';
import type { Refusal } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import { isNonEmpty } from 'fp-ts/ReadonlyArray';
import type { TaskEither } from 'fp-ts/TaskEither';

import { readFailure } from './readFailure';

/** An event of an order as it is stored and as it reads, and its place in the order's history. */
interface HistoricEvent extends RecordedOrderEvent {
  readonly revision: number;
}

/** The history of an order, from its placing on. */
export type HistoricEvents = RNEA.ReadonlyNonEmptyArray<HistoricEvent>;

/** The position of the last event of a history. */
export const positionOf = (events: HistoricEvents): Position => RNEA.last(events).recorded.position;

/**
 * Reads the whole history of an order.
 *
 * Gives `OrderNotFound`, `StreamQuarantined`, `StoreUnavailable` or `StoreFailed`.
 */
export const orderHistory =
  (store: EventStore) =>
  (orderId: OrderId): TaskEither<Refusal, HistoricEvents> =>
  async () => {
    const events: Array<HistoricEvent> = [];
    try {
      for await (const read of readOrderEvents(store)(orderId)) {
        if (E.isLeft(read)) return read;
        events.push({ ...read.right, revision: read.right.recorded.revision });
      }
    } catch (thrown) {
      return E.left(readFailure(orderId)(thrown));
    }
    return isNonEmpty(events) ? E.right(events) : E.left({ type: 'OrderNotFound', orderId });
  };

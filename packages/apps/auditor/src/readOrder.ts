import {
  readOrderEvents,
  type EventStore,
  type RecordedOrderEvent,
  type StreamQuarantined,
} from '@facture/contract';
import type { OrderId } from '@facture/order';
import { orderIdParameter } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import { misused, unreadable, type Refusal } from './outcome';
import type { Finding } from './report/report';

/** What can be read of an order, and why no more. */
export interface ReadOrder {
  readonly orderId: OrderId;
  readonly events: ReadonlyArray<RecordedOrderEvent>;
  readonly stopped: StreamQuarantined | undefined;
}

/** What is wrong where the events of an order cannot be read on. */
export const stoppedFinding = ({ stream, revision, reason }: StreamQuarantined): Finding => ({
  type: 'EventUnreadable',
  stream,
  revision,
  logIndex: null,
  expected: 'an event that can be read, and follows the one before it',
  found: reason,
});

/** Reads an order id as it is typed. */
const orderIdOf = (text: string): E.Either<Refusal, OrderId> =>
  pipe(
    orderIdParameter(text),
    E.mapLeft(() => misused(`${JSON.stringify(text)} is no order id`)),
  );

/** Reads the events of an order, as far as they can be read. */
export const readOrder = async (
  store: EventStore,
  text: string,
): Promise<E.Either<Refusal, ReadOrder>> => {
  const orderId = orderIdOf(text);
  if (E.isLeft(orderId)) return orderId;
  const events: Array<RecordedOrderEvent> = [];
  let stopped: StreamQuarantined | undefined;
  for await (const read of readOrderEvents(store)(orderId.right))
    if (E.isRight(read)) events.push(read.right);
    else stopped = read.left;
  return events.length === 0 && stopped === undefined
    ? E.left(unreadable(`there is no order ${orderId.right} in this store`))
    : E.right({ orderId: orderId.right, events, stopped });
};

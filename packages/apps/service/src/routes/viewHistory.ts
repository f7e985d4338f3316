import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';

import type { Endpoint } from '../http/endpoint';
import { historyView } from '../orders/historyView';
import { orderHistory, positionOf } from '../orders/orderHistory';
import type { Ports } from '../ports';

/** Tells what happened to an order, for people to read and as it is stored. */
export const viewHistory = ({ store }: Ports): Endpoint => ({
  method: 'GET',
  path: '/api/orders/{orderId}/history',
  operationId: 'viewHistory',
  summary: 'The events of an order, readable and as stored, with positions and times.',
  needs: ['View order'],
  answers: 'HistoryView',
  refuses: ['OrderNotFound'],
  handle: ({ orderId }) =>
    pipe(
      orderHistory(store)(orderId),
      TE.flatMapEither((events) =>
        pipe(
          historyView(orderId)(events),
          E.map((body) => ({ body, position: positionOf(events) })),
        ),
      ),
    ),
});

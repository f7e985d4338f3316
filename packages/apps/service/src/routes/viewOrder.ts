import { loadOrder } from '@facture/contract';
import { orderView, type Refusal } from '@facture/vtex';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';

import type { Answer, Endpoint } from '../http/endpoint';
import type { Ports } from '../ports';

/** Shows an order as clients of the platform read it. */
export const viewOrder = ({ store }: Ports): Endpoint => ({
  method: 'GET',
  path: '/api/oms/pvt/orders/{orderId}',
  operationId: 'viewOrder',
  summary: 'The order as clients of the platform read it, with a package for each document.',
  needs: ['View order'],
  answers: 'OrderView',
  refuses: ['OrderNotFound'],
  handle: ({ orderId }) =>
    pipe(
      loadOrder(store)(orderId),
      TE.flatMap(({ state, position }): TE.TaskEither<Refusal, Answer> =>
        state.type === 'PlacedOrder'
          ? TE.right({ body: orderView(state), position })
          : TE.left({ type: 'OrderNotFound', orderId }),
      ),
    ),
});

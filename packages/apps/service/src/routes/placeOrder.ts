import { acceptance, decodeOrderDocument, orderText, toPlaceOrder } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';

import { askedNow, type CarryOut } from '../orders/carryOut';
import type { Endpoint } from '../http/endpoint';
import type { Ports } from '../ports';
import { readJson } from '../http/readJson';
import { receiptOfText } from '../orders/receipts';

/** Places an order; placing the same one again answers the same. */
export const placeOrder = (ports: Ports, carryOut: CarryOut): Endpoint => ({
  method: 'POST',
  path: '/api/orders',
  operationId: 'placeOrder',
  summary: 'Place an order. The same order again answers the same and writes nothing.',
  needs: ['Place order'],
  accepts: 'OrderDocument',
  answers: 'Acceptance',
  refuses: ['OrderAlreadyPlaced', 'OrderDoesNotAddUp', 'AmountOutOfRange'],
  handle: ({ body, requestId }) =>
    pipe(
      readJson(body),
      E.flatMap(decodeOrderDocument),
      E.map((order) =>
        toPlaceOrder(order, { ...askedNow(ports), receipt: receiptOfText(orderText(order)) }),
      ),
      TE.fromEither,
      TE.flatMap((command) => carryOut(command, requestId)),
      TE.map(({ order, position }) => ({ body: acceptance(order.placed), position })),
    ),
});

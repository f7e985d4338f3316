import type { Tracking } from '@facture/order';
import {
  decodeDelivery,
  decodeTracking,
  toUpdateTracking,
  type InvalidDocument,
  type Json,
} from '@facture/vtex';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';

import { askedNow, type CarryOut } from '../orders/carryOut';
import type { Endpoint } from '../http/endpoint';
import type { Ports } from '../ports';
import { readJson } from '../http/readJson';
import { acceptedDocument } from './acceptedDocument';

type Described = Pick<Endpoint, 'method' | 'path' | 'operationId' | 'summary' | 'accepts'>;

const tracking =
  (ports: Ports, carryOut: CarryOut) =>
  (
    described: Described,
    decode: (json: Json) => E.Either<InvalidDocument, Tracking>,
  ): Endpoint => ({
    ...described,
    needs: ['Notify invoice'],
    answers: 'Acceptance',
    refuses: ['OrderNotFound', 'InvoiceNotFound'],
    handle: ({ body, orderId, invoiceNumber, requestId }) =>
      pipe(
        readJson(body),
        E.flatMap(decode),
        E.map((news) => toUpdateTracking(news, { ...askedNow(ports), orderId, invoiceNumber })),
        TE.fromEither,
        TE.flatMap((command) => carryOut(command, requestId)),
        TE.flatMapEither(acceptedDocument(invoiceNumber)),
      ),
  });

/** Tells where the package of an invoice is: its tracking and its delivery, each in both forms. */
export const updateTracking = (ports: Ports, carryOut: CarryOut): ReadonlyArray<Endpoint> => {
  const path = '/api/oms/pvt/orders/{orderId}/invoice/{invoiceNumber}';
  const endpoint = tracking(ports, carryOut);
  const tracked = {
    path,
    summary: 'Tell the carrier and the tracking number of an invoice.',
    accepts: 'TrackingDocument',
  } as const;
  const delivered = {
    path: `${path}/tracking`,
    summary: 'Tell the delivery and the stops of the package of an invoice.',
    accepts: 'DeliveryDocument',
  } as const;
  return [
    endpoint({ ...tracked, method: 'PATCH', operationId: 'updateTracking' }, decodeTracking),
    endpoint({ ...tracked, method: 'POST', operationId: 'sendTracking' }, decodeTracking),
    endpoint({ ...delivered, method: 'PUT', operationId: 'updateDelivery' }, decodeDelivery),
    endpoint({ ...delivered, method: 'POST', operationId: 'sendDelivery' }, decodeDelivery),
  ];
};

import {
  decodeNotification,
  notificationText,
  toAddDocument,
  type Notification,
  type Refusal,
} from '@facture/vtex';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';

import { mayUse, type Resource } from '../keys/access';
import { askedNow, type CarryOut } from '../orders/carryOut';
import type { Call, Endpoint } from '../http/endpoint';
import type { Ports } from '../ports';
import { readJson } from '../http/readJson';
import { receiptOfText } from '../orders/receipts';
import { acceptedDocument } from './acceptedDocument';

const resourceFor = ({ documentType }: Notification): Resource =>
  documentType === 'Output' ? 'Notify invoice' : 'Notify refund';

const permitted =
  ({ holder }: Call) =>
  (notification: Notification): E.Either<Refusal, Notification> => {
    const resource = resourceFor(notification);
    return mayUse(holder.roles, resource)
      ? E.right(notification)
      : E.left({ type: 'MissingResource', resource });
  };

/** Adds a document to an order: the notification of a sale or of a return. */
export const notifyInvoice = (ports: Ports, carryOut: CarryOut): Endpoint => ({
  method: 'POST',
  path: '/api/oms/pvt/orders/{orderId}/invoice',
  operationId: 'notifyInvoice',
  summary: 'Notify that an order was invoiced (Output) or that items came back (Input).',
  needs: ['Notify invoice', 'Notify refund'],
  accepts: 'Notification',
  answers: 'Acceptance',
  refuses: [
    'OrderNotFound',
    'InvoiceNumberAlreadyUsed',
    'InvoiceExceedsOrder',
    'ReturnExceedsInvoiced',
    'QuantityExceedsLine',
    'ReturnQuantityExceedsInvoiced',
    'UnknownItem',
    'AmountOutOfRange',
  ],
  handle: (call) =>
    pipe(
      readJson(call.body),
      E.flatMap(decodeNotification),
      E.flatMap(permitted(call)),
      TE.fromEither,
      TE.flatMap((notification) =>
        pipe(
          carryOut(
            toAddDocument(notification, {
              ...askedNow(ports),
              orderId: call.orderId,
              receipt: receiptOfText(notificationText(call.orderId, notification)),
            }),
            call.requestId,
          ),
          TE.flatMapEither(acceptedDocument(notification.invoiceNumber)),
          TE.map((answer) => ({ ...answer, warnings: notification.warnings })),
        ),
      ),
    ),
});

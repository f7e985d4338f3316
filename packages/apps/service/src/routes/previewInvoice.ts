import { loadOrder, orderIdOfStream } from '@facture/contract';
import { invoiceNumberClaim, type OrderError, type PlacedOrder } from '@facture/order';
import {
  decodePreview,
  previewOf,
  previewView,
  type PreviewRequest,
  type Refusal,
} from '@facture/vtex';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';

import { askedNow } from '../orders/carryOut';
import type { Endpoint } from '../http/endpoint';
import type { Policy, Ports } from '../ports';
import { readFailure } from '../orders/readFailure';
import { readJson } from '../http/readJson';

/** Finds out whether the number of a document stands on another order. */
const takenElsewhere =
  ({ store }: Ports, { scope }: Policy) =>
  (
    { placed: { orderId, sellerId } }: PlacedOrder,
    { invoiceNumber, isNumbered }: PreviewRequest,
  ): TE.TaskEither<Refusal, OrderError | undefined> =>
    TE.tryCatch(async () => {
      const claim = invoiceNumberClaim(scope, sellerId, invoiceNumber);
      const holder = isNumbered && claim !== undefined ? await store.claimHolder(claim) : undefined;
      const usedBy = holder === undefined ? undefined : orderIdOfStream(holder);
      return usedBy === undefined || usedBy === orderId
        ? undefined
        : { type: 'InvoiceNumberAlreadyUsed', orderId, invoiceNumber, usedBy, differences: [] };
    }, readFailure(orderId));

/** Tells what would become of a document, and its exact value. */
export const previewInvoice = (ports: Ports, policy: Policy): Endpoint => ({
  method: 'POST',
  path: '/api/orders/{orderId}/invoice/preview',
  operationId: 'previewInvoice',
  summary: 'What would happen if this notification were sent now. Writes nothing.',
  needs: ['View order'],
  accepts: 'PreviewRequest',
  answers: 'PreviewView',
  refuses: ['OrderNotFound'],
  handle: ({ body, orderId }) =>
    pipe(
      readJson(body),
      E.flatMap(decodePreview),
      TE.fromEither,
      TE.bindTo('request'),
      TE.bindW('order', () =>
        pipe(
          loadOrder(ports.store)(orderId),
          TE.flatMap(({ state }): TE.TaskEither<Refusal, PlacedOrder> =>
            state.type === 'PlacedOrder'
              ? TE.right(state)
              : TE.left({ type: 'OrderNotFound', orderId }),
          ),
        ),
      ),
      TE.bindW('taken', ({ order, request }) => takenElsewhere(ports, policy)(order, request)),
      TE.map(({ order, request, taken }) => {
        const preview = previewOf(order, request, askedNow(ports));
        const outcome =
          taken !== undefined && E.isRight(preview.outcome) ? E.left(taken) : preview.outcome;
        return { body: previewView(order, { ...preview, outcome }) };
      }),
    ),
});

import type { InvoiceNumber } from '@facture/order';
import { acceptance, type Refusal } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import type { Answer } from '../http/endpoint';
import type { CarriedOut } from '../orders/carryOut';

/** Confirms a document of an order, as it was first accepted. */
export const acceptedDocument =
  (invoiceNumber: InvoiceNumber) =>
  ({ order: { placed, documents }, position }: CarriedOut): E.Either<Refusal, Answer> =>
    pipe(
      documents.get(invoiceNumber),
      E.fromNullable<Refusal>({
        type: 'InvoiceNotFound',
        orderId: placed.orderId,
        invoiceNumber,
      }),
      E.map(({ data }) => ({ body: acceptance(data), position })),
    );

import type { InvoiceNumber, PlacedOrder } from '@facture/order';
import { acceptance, type Acceptance, type Refusal } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

/** Confirms a document of an order, as it was first accepted. */
export const acceptedDocument =
  (invoiceNumber: InvoiceNumber) =>
  ({ placed, documents }: PlacedOrder): E.Either<Refusal, { readonly body: Acceptance }> =>
    pipe(
      documents.get(invoiceNumber),
      E.fromNullable<Refusal>({
        type: 'InvoiceNotFound',
        orderId: placed.orderId,
        invoiceNumber,
      }),
      E.map(({ data }) => ({ body: acceptance(data) })),
    );

import * as E from 'fp-ts/Either';
import * as O from 'fp-ts/Option';
import { pipe } from 'fp-ts/function';
import {
  decide,
  exactValue,
  noTracking,
  type AddDocument,
  type AmountMinor,
  type CommandId,
  type OrderError,
  type OrderEvent,
  type PlacedOrder,
  type Timestamp,
} from '@facture/order';

import {
  problem,
  readDocument,
  readField,
  together,
  type Checked,
  type InvalidDocument,
  type Section,
} from './fields';
import type { Json } from './json';
import { readItems } from './notification';
import * as value from './values';

/**
 * A notification of which only `type` and `items` are required. `isNumbered` tells whether
 * `invoiceNumber` is its own or stands in for one.
 */
export interface PreviewRequest extends Pick<
  AddDocument,
  'documentType' | 'items' | 'invoiceNumber' | 'invoiceKey' | 'invoiceUrl' | 'embeddedInvoice'
> {
  readonly isNumbered: boolean;
  readonly valueMinor: AmountMinor | null;
  readonly issuanceDate: value.DateAsSent | null;
}

const readGivenItems = (document: Section): Checked<AddDocument['items']> =>
  (document.members.get('items')?.kind ?? 'null') === 'null'
    ? problem('items', 'list', document.members.get('items'))
    : readItems(document);

/**
 * Reads a notification that is to be previewed.
 *
 * Gives `InvalidDocument` with every field that is not as it must be.
 */
export const decodePreview: (json: Json) => E.Either<InvalidDocument, PreviewRequest> =
  readDocument((document) =>
    pipe(
      together({
        documentType: readField(document, 'type', value.documentType),
        items: readGivenItems(document),
        ownNumber: readField(document, 'invoiceNumber', value.optional(value.invoiceNumber)),
        invoiceNumber: readField(
          document,
          'invoiceNumber',
          value.withDefault('preview', value.invoiceNumber),
        ),
        valueMinor: readField(document, 'invoiceValue', value.optional(value.documentValue)),
        issuanceDate: readField(document, 'issuanceDate', value.optional(value.date)),
        invoiceKey: readField(document, 'invoiceKey', value.optional(value.text)),
        invoiceUrl: readField(document, 'invoiceUrl', value.optional(value.text)),
        embeddedInvoice: readField(document, 'embeddedInvoice', value.optional(value.text)),
      }),
      E.map(({ ownNumber, ...request }) => ({ ...request, isNumbered: ownNumber !== null })),
    ),
  );

/** What would become of a document. */
export interface Preview {
  /** The exact value for its items; none when they cannot be booked. */
  readonly exactMinor: O.Option<AmountMinor>;
  /** What would happen, or why nothing would. */
  readonly outcome: E.Either<OrderError, ReadonlyArray<OrderEvent>>;
}

/**
 * Tells what would happen if a document were sent now, with its exact value unless it has one of its
 * own. Nothing is written.
 */
export const previewOf = (
  order: PlacedOrder,
  { isNumbered, ...request }: PreviewRequest,
  { commandId, at }: { readonly commandId: CommandId; readonly at: Timestamp },
): Preview => {
  const { orderId, receipt } = order.placed;
  const exact = pipe(
    exactValue(order, request.documentType, request.items),
    E.map(({ valueMinor }) => valueMinor),
  );
  // Without a number of its own it is nobody's repetition, whatever stands in for the number.
  const state = isNumbered ? order : { ...order, documents: new Map() };
  const { text: issuanceDate, at: issuedAt } = request.issuanceDate ?? { text: at, at };
  const decision = (valueMinor: AmountMinor) =>
    decide(
      {
        ...request,
        type: 'AddDocument',
        orderId,
        commandId,
        at,
        valueMinor,
        issuanceDate,
        issuedAt,
        receipt,
        tracking: noTracking,
      },
      state,
    );
  return {
    exactMinor: O.fromEither(exact),
    outcome: pipe(
      request.valueMinor === null ? exact : E.right(request.valueMinor),
      E.chain(decision),
    ),
  };
};

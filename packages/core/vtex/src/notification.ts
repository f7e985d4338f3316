import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  noTracking,
  type AddDocument,
  type AmountMinor,
  type CommandId,
  type DocumentItem,
  type DocumentType,
  type InvoiceNumber,
  type OrderId,
  type Receipt,
  type Timestamp,
  type Tracking,
} from '@facture/order';

import {
  readDocument,
  readField,
  readList,
  together,
  type Checked,
  type InvalidDocument,
  type Section,
} from './fields';
import type { Json } from './json';
import { readShipment, SHIPMENT_FIELDS } from './tracking';
import * as value from './values';
import { keyWarnings, unknownFields, type Warning } from './warnings';

/** An invoice notification, read: what it says of the document and of the package. */
export interface Notification {
  readonly documentType: DocumentType;
  readonly invoiceNumber: InvoiceNumber;
  /** Greater than zero. */
  readonly valueMinor: AmountMinor;
  readonly issuanceDate: value.DateAsSent;
  /** None in a value-only document. */
  readonly items: ReadonlyArray<DocumentItem>;
  readonly invoiceKey: string | null;
  readonly invoiceUrl: string | null;
  readonly embeddedInvoice: string | null;
  readonly tracking: Tracking;
  readonly warnings: ReadonlyArray<Warning>;
}

const ITEM_FIELDS = new Set(['id', 'quantity', 'price', 'description', 'itemIndex']);

const FIELDS = new Set<string>([
  'type',
  'invoiceNumber',
  'invoiceValue',
  'issuanceDate',
  'items',
  'invoiceKey',
  'invoiceUrl',
  'embeddedInvoice',
  ...SHIPMENT_FIELDS,
]);

const readItem = (item: Section): Checked<DocumentItem> =>
  together({
    skuId: readField(item, 'id', value.skuId),
    lineIndex: readField(item, 'itemIndex', value.optional(value.lineIndex)),
    quantity: readField(item, 'quantity', value.quantity),
    unitPriceMinor: readField(item, 'price', value.price),
    description: readField(item, 'description', value.optional(value.text)),
  });

/** Reads the items of a notification; missing, null and empty are all "no items". */
export const readItems = (document: Section): Checked<ReadonlyArray<DocumentItem>> =>
  readList(document, 'items', readItem);

/**
 * Reads an invoice notification. `type`, `invoiceNumber`, `invoiceValue` and `issuanceDate` are
 * required; null, absent and empty are the same everywhere.
 *
 * Gives `InvalidDocument` with every field that is not as it must be.
 */
export const decodeNotification: (json: Json) => E.Either<InvalidDocument, Notification> =
  readDocument((document) =>
    pipe(
      together({
        documentType: readField(document, 'type', value.documentType),
        invoiceNumber: readField(document, 'invoiceNumber', value.invoiceNumber),
        valueMinor: readField(document, 'invoiceValue', value.documentValue),
        issuanceDate: readField(document, 'issuanceDate', value.date),
        items: readItems(document),
        invoiceKey: readField(document, 'invoiceKey', value.optional(value.text)),
        invoiceUrl: readField(document, 'invoiceUrl', value.optional(value.text)),
        embeddedInvoice: readField(document, 'embeddedInvoice', value.optional(value.text)),
        shipment: readShipment(document),
      }),
      E.map(({ shipment, ...notification }) => ({
        ...notification,
        tracking: { ...noTracking, ...shipment },
        warnings: [
          ...unknownFields(document, FIELDS, ITEM_FIELDS),
          ...keyWarnings(notification.invoiceKey),
        ],
      })),
    ),
  );

/** What a document does not say of itself. */
export interface Submission {
  readonly orderId: OrderId;
  readonly commandId: CommandId;
  readonly at: Timestamp;
  readonly receipt: Receipt;
}

/** Makes a notification the command to add its document to an order. */
export const toAddDocument = (
  notification: Notification,
  { orderId, commandId, at, receipt }: Submission,
): AddDocument => ({
  type: 'AddDocument',
  orderId,
  commandId,
  at,
  documentType: notification.documentType,
  invoiceNumber: notification.invoiceNumber,
  valueMinor: notification.valueMinor,
  items: notification.items,
  issuanceDate: notification.issuanceDate.text,
  issuedAt: notification.issuanceDate.at,
  invoiceKey: notification.invoiceKey,
  invoiceUrl: notification.invoiceUrl,
  embeddedInvoice: notification.embeddedInvoice,
  receipt,
  tracking: notification.tracking,
});

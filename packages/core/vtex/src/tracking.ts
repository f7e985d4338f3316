import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  noTracking,
  type CommandId,
  type InvoiceNumber,
  type OrderId,
  type Timestamp,
  type Tracking,
  type UpdateTracking,
} from '@facture/order';

import {
  readDocument,
  readField,
  together,
  type Checked,
  type InvalidDocument,
  type Reader,
  type Section,
} from './fields';
import type { Json } from './json';
import * as value from './values';

type Shipment = Pick<Tracking, 'courier' | 'trackingNumber' | 'trackingUrl' | 'dispatchedDate'>;

/** The fields that tell of a package on its way. */
export const SHIPMENT_FIELDS = [
  'courier',
  'trackingNumber',
  'trackingUrl',
  'dispatchedDate',
  'dispatchDate',
] as const;

const readShipmentWith = (
  document: Section,
  trackingNumber: Reader<string | null>,
): Checked<Shipment> =>
  pipe(
    together({
      courier: readField(document, 'courier', value.optional(value.text)),
      trackingNumber: readField(document, 'trackingNumber', trackingNumber),
      trackingUrl: readField(document, 'trackingUrl', value.optional(value.text)),
      dispatchedDate: readField(document, 'dispatchedDate', value.optional(value.text)),
      dispatchDate: readField(document, 'dispatchDate', value.optional(value.text)),
    }),
    E.map(({ dispatchDate, ...shipment }) => ({
      ...shipment,
      dispatchedDate: shipment.dispatchedDate ?? dispatchDate,
    })),
  );

/** Reads what a notification tells of its package: all of it is optional. */
export const readShipment = (document: Section): Checked<Shipment> =>
  readShipmentWith(document, value.optional(value.label));

/**
 * Reads a tracking document: `trackingNumber` is required, the rest may be null or absent.
 *
 * Gives `InvalidDocument` with every field that is not as it must be.
 */
export const decodeTracking: (json: Json) => E.Either<InvalidDocument, Tracking> = readDocument(
  (document) =>
    pipe(
      readShipmentWith(document, value.label),
      E.map((shipment) => ({ ...noTracking, ...shipment })),
    ),
);

/** What a tracking document does not say of itself. */
export interface TrackingSubmission {
  readonly orderId: OrderId;
  readonly invoiceNumber: InvoiceNumber;
  readonly commandId: CommandId;
  readonly at: Timestamp;
}

/** Makes what is told of a package the command to update its tracking. */
export const toUpdateTracking = (
  tracking: Tracking,
  { orderId, invoiceNumber, commandId, at }: TrackingSubmission,
): UpdateTracking => ({
  type: 'UpdateTracking',
  orderId,
  commandId,
  at,
  invoiceNumber,
  tracking,
});

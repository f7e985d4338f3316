import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { InvoiceNumber, OrderId, Timestamp } from '@facture/order';

import { readValue, type InvalidDocument, type Reader } from './fields';
import * as value from './values';

const parameter =
  <A>(field: string, reader: Reader<A>) =>
  (text: string | undefined): E.Either<InvalidDocument, A> =>
    pipe(
      readValue(text === undefined ? text : { kind: 'string', value: text }, field)(reader),
      E.mapLeft((problems) => ({ type: 'InvalidDocument', problems })),
    );

/** Reads the order id of a path, percent-decoded once. Gives `InvalidDocument`. */
export const orderIdParameter: (text: string) => E.Either<InvalidDocument, OrderId> = parameter(
  'orderId',
  value.orderId,
);

/** Reads the invoice number of a path, percent-decoded once. Gives `InvalidDocument`. */
export const invoiceNumberParameter: (text: string) => E.Either<InvalidDocument, InvoiceNumber> =
  parameter('invoiceNumber', value.invoiceNumber);

/** Reads the revision that a query asks for. Gives `InvalidDocument`. */
export const revisionParameter: (text: string) => E.Either<InvalidDocument, number> = parameter(
  'revision',
  value.revision,
);

/** Reads the moment that a query asks for, in any form that a document's date has. Gives `InvalidDocument`. */
export const momentParameter: (text: string) => E.Either<InvalidDocument, Timestamp> = parameter(
  'at',
  value.moment,
);

/** Reads the position that a query resumes from, in decimal digits. Gives `InvalidDocument`. */
export const positionParameter: (text: string) => E.Either<InvalidDocument, bigint> = parameter(
  'after',
  value.position,
);

/** Reads the position of the event that a query is about, in decimal digits. Gives `InvalidDocument`. */
export const eventPositionParameter: (
  text: string | undefined,
) => E.Either<InvalidDocument, bigint> = parameter('position', value.position);

/** Reads the position that a query waits for, in decimal digits. Gives `InvalidDocument`. */
export const notBeforeParameter: (text: string) => E.Either<InvalidDocument, bigint> = parameter(
  'notBefore',
  value.position,
);

/** Reads how many a query asks for at most: 1 to 100. Gives `InvalidDocument`. */
export const limitParameter: (text: string) => E.Either<InvalidDocument, number> = parameter(
  'limit',
  value.limit,
);

/** Reads the size of a log that a query names so. Gives `InvalidDocument`. */
export const logSizeParameter = (
  name: 'size' | 'from' | 'to',
): ((text: string | undefined) => E.Either<InvalidDocument, number>) =>
  parameter(name, value.logSize);

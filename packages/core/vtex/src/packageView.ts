import * as E from 'fp-ts/Either';
import * as O from 'fp-ts/Option';
import * as RA from 'fp-ts/ReadonlyArray';
import * as t from 'io-ts';
import { pipe } from 'fp-ts/function';
import {
  allocate,
  AmountMinor,
  DocumentType,
  InvoiceNumber,
  LineIndex,
  NO_UNITS,
  plusUnits,
  SkuId,
  Units,
  type AcceptedDocument,
  type PlacedOrder,
  type Tracking,
} from '@facture/order';

import { parseDeliveryDate, withOffset } from './dates';

const textOrNull = t.union([t.string, t.null]);

/**
 * An item in a package. `price` is the unit price as the document had it and `amount` what was
 * booked on the line. An inferred item is none of the document's: it is the line's share of the
 * document's value, and moves no unit.
 */
export const PackageItem = t.readonly(
  t.strict({
    itemIndex: LineIndex,
    id: SkuId,
    quantity: Units,
    price: AmountMinor,
    amount: AmountMinor,
    description: textOrNull,
    inferred: t.boolean,
  }),
  'PackageItem',
);
export type PackageItem = t.TypeOf<typeof PackageItem>;

/** Where a package is. `status` is null until a carrier is known. */
export const CourierStatus = t.readonly(
  t.strict({
    status: t.union([t.literal('ok'), t.null]),
    finished: t.boolean,
    deliveredDate: textOrNull,
    data: t.readonlyArray(
      t.strict({
        lastChange: textOrNull,
        city: textOrNull,
        state: textOrNull,
        description: textOrNull,
        createDate: textOrNull,
      }),
    ),
  }),
  'CourierStatus',
);
export type CourierStatus = t.TypeOf<typeof CourierStatus>;

/** A document and its package. `extra` is the document's value less the amounts of its own items. */
export const PackageView = t.readonly(
  t.strict({
    type: DocumentType,
    invoiceNumber: InvoiceNumber,
    invoiceValue: AmountMinor,
    issuanceDate: t.string,
    items: t.readonlyArray(PackageItem),
    extra: AmountMinor,
    invoiceKey: textOrNull,
    invoiceUrl: textOrNull,
    embeddedInvoice: textOrNull,
    courier: textOrNull,
    trackingNumber: textOrNull,
    trackingUrl: textOrNull,
    dispatchedDate: textOrNull,
    courierStatus: CourierStatus,
    EnableInferItems: t.boolean,
  }),
  'PackageView',
);
export type PackageView = t.TypeOf<typeof PackageView>;

/** Dates of carriers come in any form: those that can be read get an offset. */
const dateOrText = (text: string | null): string | null =>
  text === null
    ? null
    : pipe(
        parseDeliveryDate(text),
        O.match(() => text, withOffset),
      );

const courierStatus = (tracking: Tracking): CourierStatus => ({
  status: tracking.courier === null && tracking.trackingNumber === null ? null : 'ok',
  finished: tracking.isDelivered === true,
  deliveredDate: dateOrText(tracking.deliveredDate),
  data: tracking.checkpoints.map(({ city, state, description, date }) => ({
    lastChange: dateOrText(date),
    city,
    state,
    description,
    createDate: dateOrText(date),
  })),
});

const ownItems = ({ data }: AcceptedDocument): ReadonlyArray<PackageItem> =>
  data.items.flatMap(({ skuId, unitPriceMinor, description, bookings }) =>
    bookings.map(({ lineIndex, quantity, amountMinor }) => ({
      itemIndex: lineIndex,
      id: skuId,
      quantity: plusUnits(NO_UNITS, quantity),
      price: unitPriceMinor,
      amount: amountMinor,
      description,
      inferred: false,
    })),
  );

/**
 * Shares the value of a document over the lines of its order by largest remainder: by line amounts,
 * or by quantities where no line costs anything. Lines whose share is nothing are left out.
 */
const inferredItems = (
  { lines }: PlacedOrder,
  { data }: AcceptedDocument,
): ReadonlyArray<PackageItem> => {
  // Stryker disable next-line MethodExpression: the amount of a line is never below zero.
  const amounts = lines.map(({ line }): number => line.amountMinor).filter(Units.is);
  const quantities = lines.map(({ line }) => plusUnits(NO_UNITS, line.quantity));
  const shares = pipe(
    allocate(data.valueMinor, amounts),
    E.alt(() => allocate(data.valueMinor, quantities)),
    // Stryker disable next-line ArrayDeclaration: only of no lines there are no shares.
    E.getOrElse((): ReadonlyArray<AmountMinor> => []),
  );
  return RA.zip(lines, shares)
    .filter(([, share]) => share !== 0)
    .map(([{ lineIndex, line }, share]) => ({
      itemIndex: lineIndex,
      id: line.skuId,
      quantity: NO_UNITS,
      price: share,
      amount: share,
      description: line.description,
      inferred: true,
    }));
};

/** Shows a document of an order and its package. The items of a value-only document are inferred. */
export const packageView = (order: PlacedOrder, document: AcceptedDocument): PackageView => {
  const { documentType, data, tracking } = document;
  const isValueOnly = data.items.length === 0;
  return {
    type: documentType,
    invoiceNumber: data.invoiceNumber,
    invoiceValue: data.valueMinor,
    issuanceDate: withOffset(data.issuedAt),
    items: isValueOnly ? inferredItems(order, document) : ownItems(document),
    extra: data.extraMinor,
    invoiceKey: data.invoiceKey,
    invoiceUrl: data.invoiceUrl,
    embeddedInvoice: data.embeddedInvoice,
    courier: tracking.courier,
    trackingNumber: tracking.trackingNumber,
    trackingUrl: tracking.trackingUrl,
    dispatchedDate: dateOrText(tracking.dispatchedDate),
    courierStatus: courierStatus(tracking),
    EnableInferItems: isValueOnly,
  };
};

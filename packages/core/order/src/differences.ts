import * as RA from 'fp-ts/ReadonlyArray';

import type { AddDocument, PlaceOrder } from './commands';
import type { FieldDifference } from './errors';
import type { OrderPlaced } from './events';
import type { AcceptedDocument } from './state';

type Differences = ReadonlyArray<FieldDifference>;
type Content<Field extends string> = Readonly<Record<Field, FieldDifference['accepted']>>;

/** Names the fields in which two records differ. A record that is not there has null in each. */
const compare = <Field extends string>(
  fields: ReadonlyArray<Field>,
  accepted: Content<Field> | undefined,
  attempted: Content<Field> | undefined,
  prefix = '',
): Differences => {
  const differences: Array<FieldDifference> = [];
  for (const field of fields) {
    const [before, after] = [accepted?.[field] ?? null, attempted?.[field] ?? null];
    if (before !== after)
      differences.push({ field: `${prefix}${field}`, accepted: before, attempted: after });
  }
  return differences;
};

/** Compares two lists place by place: `items[0].quantity`. */
const compareLists = <Field extends string>(
  name: string,
  fields: ReadonlyArray<Field>,
  accepted: ReadonlyArray<Content<Field>>,
  attempted: ReadonlyArray<Content<Field>>,
): Differences => [
  ...compare(['length'], accepted, attempted, `${name}.`),
  ...RA.makeBy(Math.max(accepted.length, attempted.length), (index) =>
    compare(fields, accepted[index], attempted[index], `${name}[${index.toString()}].`),
  ).flat(),
];

/** Lists where a document differs from the one accepted under its number. Tracking does not count. */
export const documentDifferences = (
  { documentType, data }: AcceptedDocument,
  attempted: AddDocument,
): Differences => [
  ...compare(['documentType'], { documentType }, attempted),
  ...compare(
    ['valueMinor', 'issuedAt', 'invoiceKey', 'invoiceUrl', 'embeddedInvoice'],
    data,
    attempted,
  ),
  ...compareLists(
    'items',
    ['skuId', 'lineIndex', 'quantity', 'unitPriceMinor', 'description'],
    data.items,
    attempted.items,
  ),
];

/** Lists where an order differs from the one placed under its id. */
export const orderDifferences = (placed: OrderPlaced, attempted: PlaceOrder): Differences => [
  ...compare(['sellerId', 'currency', 'valueMinor'], placed, attempted),
  ...compareLists(
    'lines',
    ['skuId', 'description', 'quantity', 'unitPriceMinor', 'amountMinor', 'discountMinor'],
    placed.lines,
    attempted.lines,
  ),
  ...compareLists(
    'adjustments',
    ['kind', 'label', 'amountMinor'],
    placed.adjustments,
    attempted.adjustments,
  ),
];

import type { AddDocument, PlaceOrder } from './commands';
import type { FieldDifference } from './errors';
import type { OrderPlaced } from './events';
import type { AcceptedDocument } from './state';

type Value = FieldDifference['accepted'];
type Fields = ReadonlyArray<readonly [field: string, value: Value]>;

/** Writes a list of records as one field for each of their values: `items[0].quantity`. */
const listFields = <A>(
  name: string,
  list: ReadonlyArray<A>,
  fieldsOf: (element: A) => Readonly<Record<string, Value>>,
): Fields => [
  [`${name}.length`, list.length],
  ...list.flatMap((element, index) =>
    Object.entries(fieldsOf(element)).map(
      ([field, value]) => [`${name}[${index.toString()}].${field}`, value] as const,
    ),
  ),
];

const differences = (accepted: Fields, attempted: Fields): ReadonlyArray<FieldDifference> => {
  const before = new Map(accepted);
  const after = new Map(attempted);
  return Array.from(new Set([...before.keys(), ...after.keys()]))
    .map((field) => ({
      field,
      accepted: before.get(field) ?? null,
      attempted: after.get(field) ?? null,
    }))
    .filter((difference) => difference.accepted !== difference.attempted);
};

type DocumentContent = Pick<
  AddDocument,
  'valueMinor' | 'issuedAt' | 'items' | 'invoiceKey' | 'invoiceUrl' | 'embeddedInvoice'
>;

const documentFields = (documentType: string, document: DocumentContent): Fields => [
  ['documentType', documentType],
  ['valueMinor', document.valueMinor],
  ['issuedAt', document.issuedAt],
  ['invoiceKey', document.invoiceKey],
  ['invoiceUrl', document.invoiceUrl],
  ['embeddedInvoice', document.embeddedInvoice],
  ...listFields('items', document.items, (item) => ({
    skuId: item.skuId,
    lineIndex: item.lineIndex,
    quantity: item.quantity,
    unitPriceMinor: item.unitPriceMinor,
    description: item.description,
  })),
];

/** Lists where a document differs from the one accepted under its number. Tracking does not count. */
export const documentDifferences = (
  accepted: AcceptedDocument,
  attempted: AddDocument,
): ReadonlyArray<FieldDifference> =>
  differences(
    documentFields(accepted.documentType, accepted.data),
    documentFields(attempted.documentType, attempted),
  );

type OrderContent = Pick<
  PlaceOrder,
  'sellerId' | 'currency' | 'valueMinor' | 'lines' | 'adjustments'
>;

const orderFields = (order: OrderContent): Fields => [
  ['sellerId', order.sellerId],
  ['currency', order.currency],
  ['valueMinor', order.valueMinor],
  ...listFields('lines', order.lines, (line) => ({
    skuId: line.skuId,
    description: line.description,
    quantity: line.quantity,
    unitPriceMinor: line.unitPriceMinor,
    amountMinor: line.amountMinor,
    discountMinor: line.discountMinor,
  })),
  ...listFields('adjustments', order.adjustments, (adjustment) => ({
    kind: adjustment.kind,
    label: adjustment.label,
    amountMinor: adjustment.amountMinor,
  })),
];

/** Lists where an order differs from the one placed under its id. */
export const orderDifferences = (
  placed: OrderPlaced,
  attempted: PlaceOrder,
): ReadonlyArray<FieldDifference> => differences(orderFields(placed), orderFields(attempted));

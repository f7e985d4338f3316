import * as t from 'io-ts';
import {
  AmountMinor,
  Currency,
  currentTotal,
  InvoiceNumber,
  LineIndex,
  OrderId,
  plus,
  Quantity,
  remaining,
  SellerId,
  SkuId,
  statusOf,
  ZERO,
  type AdjustmentKind,
  type OrderStatus,
  type PlacedOrder,
} from '@facture/order';

import { withOffset } from './dates';
import { PackageView, packageView } from './packageView';

const Total = t.readonly(t.strict({ id: t.string, name: t.string, value: AmountMinor }));
type Total = t.TypeOf<typeof Total>;

const Item = t.readonly(
  t.strict({
    itemIndex: LineIndex,
    id: SkuId,
    name: t.union([t.string, t.null]),
    seller: SellerId,
    quantity: Quantity,
    price: AmountMinor,
    priceDefinition: t.strict({ total: AmountMinor }),
  }),
);
type Item = t.TypeOf<typeof Item>;

/** What a document makes the payment gateway settle or reimburse, and the sums up to it. */
const LedgerRow = t.readonly(
  t.strict({
    invoiceNumber: InvoiceNumber,
    date: t.string,
    settle: AmountMinor,
    reimburse: AmountMinor,
    toSettle: AmountMinor,
    toReimburse: AmountMinor,
  }),
);
type LedgerRow = t.TypeOf<typeof LedgerRow>;

/**
 * An order as clients of the platform read it, amounts in minor units. `value` stays what was
 * ordered; `currentTotal`, `remaining`, `toSettle`, `toReimburse` and `ledger` tell what became of
 * it. `invoicedDate` is when the first sale document was accepted, and stays so.
 */
export const OrderView = t.readonly(
  t.strict({
    orderId: OrderId,
    status: t.keyof({ placed: null, 'partially-invoiced': null, invoiced: null }),
    statusDescription: t.string,
    value: AmountMinor,
    currentTotal: AmountMinor,
    remaining: AmountMinor,
    toSettle: AmountMinor,
    toReimburse: AmountMinor,
    creationDate: t.string,
    invoicedDate: t.union([t.string, t.null]),
    totals: t.readonlyArray(Total),
    sellers: t.readonlyArray(t.strict({ id: SellerId })),
    items: t.readonlyArray(Item),
    packageAttachment: t.strict({ packages: t.readonlyArray(PackageView) }),
    ledger: t.readonlyArray(LedgerRow),
    storePreferencesData: t.strict({ currencyCode: Currency }),
  }),
  'OrderView',
);
export type OrderView = t.TypeOf<typeof OrderView>;

const DESCRIPTIONS: Readonly<Record<OrderStatus, string>> = {
  placed: 'Placed',
  'partially-invoiced': 'Partially invoiced',
  invoiced: 'Invoiced',
};

const NAMES: Readonly<Record<AdjustmentKind, string>> = {
  shipping: 'Shipping',
  tax: 'Tax',
  discount: 'Discounts',
  interest: 'Interest',
  other: 'Other',
};

const totals = ({ placed }: PlacedOrder): ReadonlyArray<Total> => [
  {
    id: 'Items',
    name: 'Items',
    value: placed.lines.reduce((sum, { amountMinor }) => plus(sum, amountMinor), ZERO),
  },
  ...placed.adjustments.map(({ kind, label, amountMinor }) => ({
    id: label.trim() === '' ? NAMES[kind] : label,
    name: NAMES[kind],
    value: amountMinor,
  })),
];

const items = ({ placed, lines }: PlacedOrder): ReadonlyArray<Item> =>
  lines.map(({ lineIndex, line }) => ({
    itemIndex: lineIndex,
    id: line.skuId,
    name: line.description,
    seller: placed.sellerId,
    quantity: line.quantity,
    price: line.unitPriceMinor,
    priceDefinition: { total: line.amountMinor },
  }));

const ledger = (order: PlacedOrder): ReadonlyArray<LedgerRow> => {
  let toSettle = ZERO;
  let toReimburse = ZERO;
  return Array.from(order.documents.values(), ({ documentType, data }) => {
    const settle = documentType === 'Output' ? data.valueMinor : ZERO;
    const reimburse = documentType === 'Input' ? data.valueMinor : ZERO;
    toSettle = plus(toSettle, settle);
    toReimburse = plus(toReimburse, reimburse);
    const { invoiceNumber } = data;
    const date = withOffset(data.occurredAt);
    return { invoiceNumber, date, settle, reimburse, toSettle, toReimburse };
  });
};

const invoicedDate = ({ documents }: PlacedOrder): string | null => {
  const first = Array.from(documents.values()).find(
    // Stryker disable next-line ConditionalExpression: nothing is returned before it was invoiced.
    ({ documentType }) => documentType === 'Output',
  );
  return first === undefined ? null : withOffset(first.data.occurredAt);
};

/** Shows an order as the platform's "get order" route does. */
export const orderView = (order: PlacedOrder): OrderView => {
  const { placed, documents, invoicedMinor, returnedMinor } = order;
  const status = statusOf(order);
  return {
    orderId: placed.orderId,
    status,
    statusDescription: DESCRIPTIONS[status],
    value: placed.valueMinor,
    currentTotal: currentTotal(order),
    remaining: remaining(order),
    toSettle: invoicedMinor,
    toReimburse: returnedMinor,
    creationDate: withOffset(placed.occurredAt),
    invoicedDate: invoicedDate(order),
    totals: totals(order),
    sellers: [{ id: placed.sellerId }],
    items: items(order),
    packageAttachment: {
      packages: Array.from(documents.values(), (document) => packageView(order, document)),
    },
    ledger: ledger(order),
    storePreferencesData: { currencyCode: placed.currency },
  };
};

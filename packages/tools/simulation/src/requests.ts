import {
  AmountMinor,
  CommandId,
  Currency,
  exactValue,
  InvoiceNumber,
  LineIndex,
  leftToInvoice,
  leftToReturn,
  noTracking,
  Quantity,
  Receipt,
  remaining,
  returnable,
  SellerId,
  SkuId,
  statusOf,
  Timestamp,
  type AddDocument,
  type DocumentItem,
  type OrderCommand,
  type OrderState,
  type PlacedOrder,
  type PlaceOrder,
  type Tracking,
  type UpdateTracking,
} from '@facture/order';
import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';
import { hash } from 'node:crypto';

import type { Intent, PlannedOrder } from './plan';

type Unsent<C extends OrderCommand> = Omit<C, 'commandId' | 'at'>;

/** What a client asks for. It stays the same however often it is sent. */
export type Request = Unsent<PlaceOrder> | Unsent<AddDocument> | Unsent<UpdateTracking>;

type DocumentIntent = Extract<Intent, { readonly type: 'document' }>;

const valid = <A>(codec: t.Type<A, unknown>, value: unknown): A => {
  if (codec.is(value)) return value;
  throw new Error(`the plan made no ${codec.name}: ${String(value)}`);
};

const BRL = valid(Currency, 'BRL');
const FREE = valid(AmountMinor, 0);
const LONG_AGO = valid(Timestamp, '2026-01-31T12:00:00.000Z');

/** The confirmation that is derived from what is asked for. */
const receiptOf = (content: object): Receipt =>
  valid(Receipt, hash('sha256', JSON.stringify(content)).slice(0, 32));

/** Sends a request, as somebody at some time. */
export const commandOf = (request: Request, commandId: string, at: string): OrderCommand => ({
  ...request,
  commandId: valid(CommandId, commandId),
  at: valid(Timestamp, at),
});

const placing = (order: PlannedOrder): Unsent<PlaceOrder> => {
  const { orderId, sellerId, shippingMinor } = order;
  const lines = order.lines.map(({ skuId, quantity, amountMinor }) => ({
    skuId: valid(SkuId, skuId),
    description: null,
    quantity: valid(Quantity, quantity),
    unitPriceMinor: FREE,
    amountMinor: valid(AmountMinor, amountMinor),
    discountMinor: FREE,
  }));
  const sum = order.lines.reduce((value, { amountMinor }) => value + amountMinor, shippingMinor);
  return {
    type: 'PlaceOrder',
    orderId,
    sellerId: valid(SellerId, sellerId),
    currency: BRL,
    // What costs nothing cannot be invoiced.
    valueMinor: valid(AmountMinor, sum),
    lines,
    adjustments:
      shippingMinor === 0
        ? []
        : [
            {
              kind: 'shipping',
              label: 'Shipping',
              amountMinor: valid(AmountMinor, shippingMinor),
            },
          ],
    receipt: receiptOf(order),
  };
};

const parcel = (trackingNumber: string): Tracking => ({
  ...noTracking,
  courier: 'Correios',
  trackingNumber,
});

const share = (left: number, percent: number): number => Math.ceil((left * percent) / 100);

const itemsFor = (
  { items, documentType, percent }: DocumentIntent,
  order: PlacedOrder,
): ReadonlyArray<DocumentItem> =>
  order.lines.flatMap((progress) => {
    const left =
      documentType === 'Output' ? leftToInvoice(progress) : leftToReturn(progress, statusOf(order));
    const quantity =
      items === 'beyond'
        ? left + 1
        : items === 'all'
          ? left
          : items === 'some'
            ? share(left, percent)
            : 0;
    if (!Quantity.is(quantity)) return [];
    return [
      {
        skuId: progress.line.skuId,
        lineIndex: percent % 2 === 0 ? valid(LineIndex, progress.lineIndex) : null,
        quantity,
        unitPriceMinor: FREE,
        description: null,
      },
    ];
  });

const valueFor = (
  { value, documentType, percent, items: kind }: DocumentIntent,
  order: PlacedOrder,
  items: ReadonlyArray<DocumentItem>,
): AmountMinor => {
  const left = documentType === 'Output' ? remaining(order) : returnable(order);
  const part = Math.max(1, share(left, percent));
  if (value === 'exact' && kind !== 'none' && items.length > 0) {
    const exact = exactValue(order, documentType, items);
    if (E.isRight(exact)) return exact.right.valueMinor;
  }
  if (value === 'beyond') return valid(AmountMinor, left + percent);
  return valid(AmountMinor, value === 'all' ? Math.max(1, left) : part);
};

const documentFor = (
  intent: DocumentIntent,
  { orderId }: PlannedOrder,
  state: OrderState,
  heard: Request | undefined,
): Unsent<AddDocument> => {
  const known = heard?.type === 'AddDocument' ? heard.invoiceNumber : '1';
  const items = state.type === 'PlacedOrder' ? itemsFor(intent, state) : [];
  const valueMinor =
    state.type === 'PlacedOrder'
      ? valueFor(intent, state, items)
      : valid(AmountMinor, intent.percent);
  const content = {
    orderId,
    documentType: intent.documentType,
    invoiceNumber: valid(InvoiceNumber, intent.number ?? known),
    valueMinor,
    items,
  };
  return {
    type: 'AddDocument',
    ...content,
    issuanceDate: LONG_AGO,
    issuedAt: LONG_AGO,
    invoiceKey: null,
    invoiceUrl: null,
    embeddedInvoice: null,
    receipt: receiptOf(content),
    tracking: intent.withTracking ? parcel('BR0') : noTracking,
  };
};

const changed = (said: Request, change: 'nothing' | 'tracking' | 'value'): Request => {
  if (said.type !== 'AddDocument' || change === 'nothing') return said;
  if (change === 'tracking') return { ...said, tracking: parcel('BR9') };
  const { orderId, documentType, invoiceNumber, items } = said;
  const valueMinor = valid(AmountMinor, said.valueMinor + 1);
  const content = { orderId, documentType, invoiceNumber, valueMinor, items };
  return { ...said, valueMinor, receipt: receiptOf(content) };
};

/** What was said before: by the client itself, and by anyone. */
export interface Said {
  readonly own: Request | undefined;
  readonly heard: Request | undefined;
}

/** Writes down what a client means, knowing how the order stands now and what was said before. */
export const requestFor = (
  intent: Intent,
  order: PlannedOrder,
  state: OrderState,
  { own, heard }: Said,
): Request => {
  switch (intent.type) {
    case 'place':
      return placing(order);
    case 'document':
      return documentFor(intent, order, state, heard);
    case 'again': {
      const said = intent.whose === 'own' ? own : heard;
      return said === undefined ? placing(order) : changed(said, intent.change);
    }
    case 'track':
      return {
        type: 'UpdateTracking',
        orderId: order.orderId,
        invoiceNumber: valid(InvoiceNumber, intent.number),
        tracking: parcel(intent.parcel),
      };
  }
};

import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';

import type { AddDocument, PlaceOrder, Tracking, UpdateTracking } from '../commands';
import type { OrderError } from '../errors';
import type { Adjustment, AdjustmentKind, DocumentItem, OrderEvent, OrderLine } from '../events';
import {
  CommandId,
  InvoiceNumber,
  LineIndex,
  OrderId,
  Receipt,
  SellerId,
  SkuId,
  Timestamp,
} from '../ids';
import { AmountMinor, Currency } from '../money';
import { decide, evolve } from '../order';
import type { OrderCommand } from '../commands';
import { Quantity, Units } from '../quantity';
import { initialState, type OrderState, type PlacedOrder } from '../state';
import { noTracking } from '../tracking';

const valid =
  <A>(codec: t.Type<A, unknown>) =>
  (value: unknown): A => {
    if (codec.is(value)) return value;
    throw new Error(`${String(value)} is no ${codec.name}`);
  };

export const amountOf = valid(AmountMinor);
export const unitsOf = valid(Units);
export const quantityOf = valid(Quantity);
export const lineIndexOf = valid(LineIndex);
export const skuIdOf = valid(SkuId);
export const orderIdOf = valid(OrderId);
export const sellerIdOf = valid(SellerId);
export const invoiceNumberOf = valid(InvoiceNumber);
export const commandIdOf = valid(CommandId);
export const receiptOf = valid(Receipt);
export const timestampOf = valid(Timestamp);
export const currencyOf = valid(Currency);

export const ORDER_ID = orderIdOf('00-v5195004lux-01');
export const SELLER_ID = sellerIdOf('lux');
export const BRL = currencyOf('BRL');
export const AT = timestampOf('2019-02-08T13:16:13.461Z');
export const RECEIPT = receiptOf('527b1ae251264ef1b7a9b597cd8f16b9');

const occasion = { orderId: ORDER_ID, commandId: commandIdOf('command'), at: AT };

/** `line('A', 4, 68)`: four units of SKU A for 68 in all. */
export const line = (
  sku: string,
  quantity: number,
  amountMinor: number,
  more: Partial<OrderLine> = {},
): OrderLine => ({
  skuId: skuIdOf(sku),
  description: null,
  quantity: quantityOf(quantity),
  unitPriceMinor: amountOf(Math.floor(amountMinor / quantity)),
  amountMinor: amountOf(amountMinor),
  discountMinor: amountOf(0),
  ...more,
});

export const adjustment = (kind: AdjustmentKind, amountMinor: number): Adjustment => ({
  kind,
  label: kind,
  amountMinor: amountOf(amountMinor),
});

/** Places an order at the sum of its lines and adjustments. */
export const placing = (
  lines: ReadonlyArray<OrderLine>,
  adjustments: ReadonlyArray<Adjustment> = [],
  more: Partial<PlaceOrder> = {},
): PlaceOrder => ({
  type: 'PlaceOrder',
  ...occasion,
  sellerId: SELLER_ID,
  currency: BRL,
  valueMinor: amountOf(
    [...lines, ...adjustments].reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  ),
  lines,
  adjustments,
  receipt: RECEIPT,
  ...more,
});

/** `item('A', 2)`: two units of SKU A; `item('A', 2, 1)`: of line 1. */
export const item = (
  sku: string,
  quantity: number,
  lineIndex: number | null = null,
  more: Partial<DocumentItem> = {},
): DocumentItem => ({
  skuId: skuIdOf(sku),
  lineIndex: lineIndex === null ? null : lineIndexOf(lineIndex),
  quantity: quantityOf(quantity),
  unitPriceMinor: amountOf(0),
  description: null,
  ...more,
});

/** An Output document. */
export const invoicing = (
  number: string,
  valueMinor: number,
  items: ReadonlyArray<DocumentItem> = [],
  more: Partial<AddDocument> = {},
): AddDocument => ({
  type: 'AddDocument',
  ...occasion,
  documentType: 'Output',
  invoiceNumber: invoiceNumberOf(number),
  valueMinor: amountOf(valueMinor),
  items,
  issuanceDate: '2013-11-21T00:00:00',
  issuedAt: timestampOf('2013-11-21T00:00:00.000Z'),
  invoiceKey: null,
  invoiceUrl: null,
  embeddedInvoice: null,
  receipt: RECEIPT,
  tracking: noTracking,
  ...more,
});

/** An Input document. */
export const returning = (
  number: string,
  valueMinor: number,
  items: ReadonlyArray<DocumentItem> = [],
  more: Partial<AddDocument> = {},
): AddDocument => invoicing(number, valueMinor, items, { documentType: 'Input', ...more });

export const tracking = (told: Partial<Tracking>): Tracking => ({ ...noTracking, ...told });

export const telling = (number: string, told: Partial<Tracking>): UpdateTracking => ({
  type: 'UpdateTracking',
  ...occasion,
  invoiceNumber: invoiceNumberOf(number),
  tracking: tracking(told),
});

/** The events of a command, which must not be refused. */
export const accepted = (command: OrderCommand, state: OrderState): ReadonlyArray<OrderEvent> => {
  const decision = decide(command, state);
  if (E.isLeft(decision)) throw new Error(JSON.stringify(decision.left));
  return decision.right;
};

/** Why a command is refused, or undefined. */
export const refusal = (command: OrderCommand, state: OrderState): OrderError | undefined => {
  const decision = decide(command, state);
  return E.isLeft(decision) ? decision.left : undefined;
};

/** An order after commands none of which may be refused. */
export const given = (
  ...commands: readonly [PlaceOrder, ...ReadonlyArray<OrderCommand>]
): PlacedOrder => {
  const state = commands.reduce<OrderState>(
    (before, command) => accepted(command, before).reduce(evolve, before),
    initialState,
  );
  if (state.type === 'NoOrder') throw new Error('nothing was placed');
  return state;
};

import * as E from 'fp-ts/Either';
import * as O from 'fp-ts/Option';
import * as t from 'io-ts';
import { constant, pipe } from 'fp-ts/function';
import {
  AmountMinor,
  evolve,
  leftToInvoice,
  leftToReturn,
  LineIndex,
  NO_UNITS,
  OrderId,
  remaining,
  SkuId,
  statusOf,
  Units,
  type OrderEvent,
  type OrderState,
  type PlacedOrder,
} from '@facture/order';

import type { Preview } from './preview';
import { refusalMessage } from './refusalMessage';

/** What is left of a line. */
const LineLeft = t.readonly(
  t.strict({ itemIndex: LineIndex, id: SkuId, leftToInvoice: Units, leftToReturn: Units }),
);

/**
 * What would become of a document: `status`, `remaining` and `items` as they would be after it, or
 * as they are when it would be refused. `invoiceValue` is the exact value for its items, null when
 * they cannot be booked.
 */
export const PreviewView = t.readonly(
  t.strict({
    orderId: OrderId,
    accepted: t.boolean,
    refusal: t.union([t.strict({ code: t.string, message: t.string }), t.null]),
    invoiceValue: t.union([AmountMinor, t.null]),
    status: t.keyof({ placed: null, 'partially-invoiced': null, invoiced: null }),
    remaining: AmountMinor,
    items: t.readonlyArray(LineLeft),
  }),
  'PreviewView',
);
export type PreviewView = t.TypeOf<typeof PreviewView>;

// Stryker disable next-line ConditionalExpression: no event makes an order unplaced.
const isPlaced = (state: OrderState): state is PlacedOrder => state.type === 'PlacedOrder';

const after = (order: PlacedOrder, events: ReadonlyArray<OrderEvent>): PlacedOrder =>
  pipe(
    events.reduce<OrderState>(evolve, order),
    O.fromPredicate(isPlaced),
    O.getOrElse(constant(order)),
  );

/** Shows what would become of a document. */
export const previewView = (order: PlacedOrder, { exactMinor, outcome }: Preview): PreviewView => {
  const then = pipe(
    outcome,
    E.match(
      () => order,
      (events) => after(order, events),
    ),
  );
  const status = statusOf(then);
  return {
    orderId: order.placed.orderId,
    accepted: E.isRight(outcome),
    refusal: E.isLeft(outcome)
      ? { code: outcome.left.type, message: refusalMessage(outcome.left) }
      : null,
    invoiceValue: O.toNullable(exactMinor),
    status,
    remaining: remaining(then),
    items: then.lines.map((progress) => ({
      itemIndex: progress.lineIndex,
      id: progress.line.skuId,
      leftToInvoice: status === 'invoiced' ? NO_UNITS : leftToInvoice(progress),
      leftToReturn: leftToReturn(progress, status),
    })),
  };
};

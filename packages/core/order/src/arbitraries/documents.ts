import * as E from 'fp-ts/Either';
import * as t from 'io-ts';

import type { AddDocument } from '../commands';
import type { DocumentItem, DocumentType } from '../events';
import { exactValue } from '../exactValue';
import { CommandId, InvoiceNumber, Receipt, Timestamp } from '../ids';
import { clampAmount, type AmountMinor } from '../money';
import { Quantity, type Units } from '../quantity';
import {
  leftToInvoice,
  leftToReturn,
  remaining,
  returnable,
  statusOf,
  type LineProgress,
  type PlacedOrder,
} from '../state';
import type { DocumentIntent } from './intents';

/** What a command brings along from outside. */
export const Occasion = t.readonly(
  t.strict({
    commandId: CommandId,
    at: Timestamp,
    invoiceNumber: InvoiceNumber,
    receipt: Receipt,
  }),
  'Occasion',
);
export type Occasion = t.TypeOf<typeof Occasion>;

/** The share of what is left, rounded up, so that any share of something is something. */
const shareOf = (left: number, percent: number): bigint =>
  (BigInt(left) * BigInt(percent) + 99n) / 100n;

const leftOn = (order: PlacedOrder, documentType: DocumentType, line: LineProgress): Units =>
  documentType === 'Output' ? leftToInvoice(line) : leftToReturn(line, statusOf(order));

const unitsOf = ({ items, shares }: DocumentIntent, left: Units, index: number): number => {
  switch (items) {
    case 'left':
      return Number(shareOf(left, shares[index] ?? 0));
    case 'all':
      return left;
    case 'beyond':
      return left + 1;
    case 'none':
      return 0;
  }
};

const itemsOf = (intent: DocumentIntent, order: PlacedOrder): ReadonlyArray<DocumentItem> =>
  order.lines.flatMap((progress, index) => {
    const quantity = unitsOf(intent, leftOn(order, intent.documentType, progress), index);
    if (!Quantity.is(quantity)) return [];
    const { skuId, unitPriceMinor } = progress.line;
    return [
      {
        skuId: intent.skuId ?? skuId,
        lineIndex: intent.byIndex ? progress.lineIndex : null,
        quantity,
        unitPriceMinor,
        description: intent.text,
      },
    ];
  });

const valueOf = (
  intent: DocumentIntent,
  order: PlacedOrder,
  items: ReadonlyArray<DocumentItem>,
): AmountMinor => {
  const left = intent.documentType === 'Output' ? remaining(order) : returnable(order);
  const part = clampAmount(shareOf(Math.max(1, left), Math.max(1, intent.percent)));
  switch (intent.value) {
    case 'part':
      return part;
    case 'all':
      return left;
    case 'beyond':
      return clampAmount(BigInt(left) + 1n + BigInt(intent.percent));
    case 'exact': {
      const exact = exactValue(order, intent.documentType, items);
      return intent.items !== 'none' && E.isRight(exact) ? exact.right.valueMinor : part;
    }
  }
};

/** Writes the document that somebody means to send, for the order as it is by then. */
export const documentFor = (
  intent: DocumentIntent,
  order: PlacedOrder,
  occasion: Occasion,
): AddDocument => {
  const items = itemsOf(intent, order);
  return {
    type: 'AddDocument',
    orderId: order.placed.orderId,
    commandId: occasion.commandId,
    at: occasion.at,
    documentType: intent.documentType,
    invoiceNumber: occasion.invoiceNumber,
    valueMinor: valueOf(intent, order, items),
    items,
    issuanceDate: occasion.at.slice(0, 10),
    issuedAt: occasion.at,
    invoiceKey: intent.text,
    invoiceUrl: null,
    embeddedInvoice: null,
    receipt: occasion.receipt,
    tracking: intent.tracking,
  };
};

import {
  noTracking,
  type AddDocument,
  type AmountMinor,
  type DocumentItem,
  type DocumentType,
  type OrderCommand,
  type Quantity,
  type SkuId,
  type Timestamp,
  type Tracking,
} from '@facture/order';
import { storyOf } from '@facture/order/arbitraries';

import type { EventAtRevision } from '../sequence';
import { recordedFrom } from './histories';

const RECEIPT = '527b1ae251264ef1b7a9b597cd8f16b9';

const commandAt = (at: string) => ({ orderId: '00-v5195004lux-01', commandId: 'command', at });

const document = (
  at: string,
  documentType: DocumentType,
  invoiceNumber: string,
  valueMinor: number,
  items: ReadonlyArray<DocumentItem>,
  tracking: Tracking = noTracking,
): AddDocument =>
  ({
    ...commandAt(at),
    type: 'AddDocument',
    documentType,
    invoiceNumber,
    valueMinor,
    items,
    issuanceDate: at,
    issuedAt: at,
    invoiceKey: null,
    invoiceUrl: null,
    embeddedInvoice: null,
    receipt: RECEIPT,
    tracking,
  }) as AddDocument;

const item = (skuId: string, quantity: number): DocumentItem => ({
  skuId: skuId as SkuId,
  lineIndex: null,
  quantity: quantity as Quantity,
  unitPriceMinor: 17 as AmountMinor,
  description: null,
});

const line = (skuId: string, quantity: number, amountMinor: number, discountMinor: number) => ({
  skuId,
  description: null,
  quantity,
  unitPriceMinor: 17,
  amountMinor,
  discountMinor,
});

export const MOMENTS = {
  placed: '2019-02-08T10:00:00.000Z',
  firstInvoice: '2019-02-09T10:00:00.000Z',
  firstReturn: '2019-02-10T10:00:00.000Z',
  lastInvoice: '2019-02-11T10:00:00.000Z',
  /** A clock was set back before this one. */
  delivered: '2019-02-10T23:00:00.000Z',
} as Record<'placed' | 'firstInvoice' | 'firstReturn' | 'lastInvoice' | 'delivered', Timestamp>;

const commands = [
  {
    ...commandAt(MOMENTS.placed),
    type: 'PlaceOrder',
    sellerId: 'lux',
    currency: 'BRL',
    valueMinor: 200,
    lines: [line('345117', 4, 65, 3), line('345118', 2, 101, 0)],
    adjustments: [{ kind: 'shipping', label: 'Shipping', amountMinor: 34 }],
    receipt: RECEIPT,
  },
  document(MOMENTS.firstInvoice, 'Output', 'NFe 1', 40, [item('345117', 2)], {
    ...noTracking,
    courier: 'Correios',
    trackingNumber: 'BR1',
  }),
  document(MOMENTS.firstReturn, 'Input', 'NFe 2', 16, [item('345117', 1)]),
  document(MOMENTS.lastInvoice, 'Output', 'NFe 3', 160, []),
  {
    ...commandAt(MOMENTS.delivered),
    type: 'UpdateTracking',
    invoiceNumber: 'NFe 3',
    tracking: { ...noTracking, isDelivered: true, deliveredDate: '2019-02-12 14:03' },
  },
] as ReadonlyArray<OrderCommand>;

/**
 * An order of BRL 2.00: two of four units are invoiced with tracking, one comes back, a value-only
 * document invoices the rest, and its package is delivered. Its revisions are 0 to 5.
 */
export const example: ReadonlyArray<EventAtRevision> = recordedFrom(storyOf(commands).events);

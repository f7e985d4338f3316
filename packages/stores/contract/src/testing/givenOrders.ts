import {
  noTracking,
  type AddDocument,
  type OrderCommand,
  type PlaceOrder,
  type UpdateTracking,
} from '@facture/order';

/** Takes plain values for branded ones, as only a test may. */
const commandOf = <C extends OrderCommand>(command: Record<keyof C, unknown>): C => {
  const plain: unknown = command;
  return plain as C;
};

const at = '2026-01-31T12:00:00.000Z';

/** The order of the platform's document: one unit at 9003, shipping at 505, in all 9508. */
export const placing = (change: Record<string, unknown> = {}): PlaceOrder =>
  commandOf<PlaceOrder>({
    type: 'PlaceOrder',
    orderId: '00-v5195004lux-01',
    commandId: 'placing',
    at,
    sellerId: '1',
    currency: 'BRL',
    valueMinor: 9508,
    lines: [
      {
        skuId: '345117',
        description: null,
        quantity: 1,
        unitPriceMinor: 9003,
        amountMinor: 9003,
        discountMinor: 0,
      },
    ],
    adjustments: [{ kind: 'shipping', label: 'Shipping', amountMinor: 505 }],
    receipt: '0123456789abcdef0123456789abcdef',
    ...change,
  });

/** An invoice for all of it. */
export const invoicing = (change: Record<string, unknown> = {}): AddDocument =>
  commandOf<AddDocument>({
    type: 'AddDocument',
    orderId: '00-v5195004lux-01',
    commandId: 'invoicing',
    at,
    documentType: 'Output',
    invoiceNumber: 'NFe-00001',
    valueMinor: 9508,
    items: [
      { skuId: '345117', lineIndex: null, quantity: 1, unitPriceMinor: 9003, description: null },
    ],
    issuanceDate: '2026-01-31',
    issuedAt: '2026-01-31T00:00:00.000Z',
    invoiceKey: null,
    invoiceUrl: null,
    embeddedInvoice: null,
    receipt: 'fedcba9876543210fedcba9876543210',
    tracking: noTracking,
    ...change,
  });

/** News of its package. */
export const tracking = (commandId: string, courier: string | null = null): UpdateTracking =>
  commandOf<UpdateTracking>({
    type: 'UpdateTracking',
    orderId: '00-v5195004lux-01',
    commandId,
    at,
    invoiceNumber: 'NFe-00001',
    tracking: { ...noTracking, courier },
  });

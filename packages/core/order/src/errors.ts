import type { InvoiceNumber, LineIndex, OrderId, SkuId } from './ids';
import type { Money } from './money';
import type { Quantity, Units } from './quantity';

/** A field whose value differs from what was accepted before. `field` is a path: `items[0].quantity`. */
export interface FieldDifference {
  readonly field: string;
  readonly accepted: string | number | null;
  readonly attempted: string | number | null;
}

/** Why an order refuses a command: facts without prose. Whoever refuses writes nothing. */
export type OrderError =
  | { readonly type: 'OrderNotFound'; readonly orderId: OrderId }
  /** An order with this id was placed before, with other content. */
  | {
      readonly type: 'OrderAlreadyPlaced';
      readonly orderId: OrderId;
      readonly differences: ReadonlyArray<FieldDifference>;
    }
  /** The lines and adjustments do not sum to the value. `sum` is in decimal digits, exact. */
  | {
      readonly type: 'OrderDoesNotAddUp';
      readonly orderId: OrderId;
      readonly value: Money;
      readonly sum: string;
    }
  /** An amount outside what its field can hold. `attempted` is in decimal digits, exact. */
  | {
      readonly type: 'AmountOutOfRange';
      readonly orderId: OrderId;
      readonly field: string;
      readonly minimum: Money;
      readonly maximum: Money;
      readonly attempted: string;
    }
  | {
      readonly type: 'InvoiceExceedsOrder';
      readonly orderId: OrderId;
      readonly remaining: Money;
      readonly attempted: Money;
    }
  | {
      readonly type: 'ReturnExceedsInvoiced';
      readonly orderId: OrderId;
      readonly returnable: Money;
      readonly attempted: Money;
    }
  /** More units than are left to invoice, on one line or, without index, on all lines of the SKU. */
  | {
      readonly type: 'QuantityExceedsLine';
      readonly orderId: OrderId;
      readonly skuId: SkuId;
      readonly lineIndex: LineIndex | null;
      readonly left: Units;
      readonly attempted: Quantity;
    }
  /** More units than were invoiced and not yet returned. */
  | {
      readonly type: 'ReturnQuantityExceedsInvoiced';
      readonly orderId: OrderId;
      readonly skuId: SkuId;
      readonly lineIndex: LineIndex | null;
      readonly left: Units;
      readonly attempted: Quantity;
    }
  | {
      readonly type: 'UnknownItem';
      readonly orderId: OrderId;
      readonly skuId: SkuId;
      readonly lineIndex: LineIndex | null;
      readonly known: ReadonlyArray<SkuId>;
    }
  /** The number stands on another document: of this order, or of the order `usedBy`. */
  | {
      readonly type: 'InvoiceNumberAlreadyUsed';
      readonly orderId: OrderId;
      readonly invoiceNumber: InvoiceNumber;
      readonly usedBy: OrderId;
      readonly differences: ReadonlyArray<FieldDifference>;
    }
  | {
      readonly type: 'InvoiceNotFound';
      readonly orderId: OrderId;
      readonly invoiceNumber: InvoiceNumber;
    };

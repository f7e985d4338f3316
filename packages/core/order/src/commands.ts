import type {
  Adjustment,
  DocumentItem,
  DocumentType,
  OrderLine,
  TrackingCheckpoint,
} from './events';
import type { CommandId, InvoiceNumber, OrderId, Receipt, SellerId, Timestamp } from './ids';
import type { AmountMinor, Currency } from './money';

interface Command {
  readonly orderId: OrderId;
  readonly commandId: CommandId;
  /** When it was asked for: the domain has no clock. */
  readonly at: Timestamp;
}

/** Places an order whose lines and adjustments sum to its value. */
export interface PlaceOrder extends Command {
  readonly type: 'PlaceOrder';
  readonly sellerId: SellerId;
  readonly currency: Currency;
  readonly valueMinor: AmountMinor;
  readonly lines: ReadonlyArray<OrderLine>;
  readonly adjustments: ReadonlyArray<Adjustment>;
  readonly receipt: Receipt;
}

/** What is told of a package; null stands for "not given", which changes nothing. */
export interface Tracking {
  readonly courier: string | null;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
  readonly dispatchedDate: string | null;
  readonly isDelivered: boolean | null;
  readonly deliveredDate: string | null;
  readonly checkpoints: ReadonlyArray<TrackingCheckpoint>;
}

/**
 * Adds a document to an order: an `Output` invoices, an `Input` takes back. Without items it is a
 * value-only document, which changes no line.
 */
export interface AddDocument extends Command {
  readonly type: 'AddDocument';
  readonly documentType: DocumentType;
  readonly invoiceNumber: InvoiceNumber;
  /** Greater than zero. */
  readonly valueMinor: AmountMinor;
  readonly items: ReadonlyArray<DocumentItem>;
  readonly issuanceDate: string;
  readonly issuedAt: Timestamp;
  readonly invoiceKey: string | null;
  readonly invoiceUrl: string | null;
  readonly embeddedInvoice: string | null;
  readonly receipt: Receipt;
  readonly tracking: Tracking;
}

/** Tells where the package of an invoice is. */
export interface UpdateTracking extends Command {
  readonly type: 'UpdateTracking';
  readonly invoiceNumber: InvoiceNumber;
  readonly tracking: Tracking;
}

/** Everything that can be asked of an order. */
export type OrderCommand = PlaceOrder | AddDocument | UpdateTracking;

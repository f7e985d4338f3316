type Optional<A> = A | null | undefined;

/** An item of an order to place. Amounts are in minor units. */
export interface ItemToPlace {
  /** The SKU id. */
  readonly id: string;
  readonly quantity: number;
  /** Of one unit. */
  readonly price: number;
  readonly name?: Optional<string>;
  /** One seller for all items. */
  readonly seller?: Optional<string>;
  /** Of one unit, after discounts. */
  readonly sellingPrice?: Optional<number>;
  readonly unitMultiplier?: Optional<number>;
  /** What all units cost. */
  readonly priceDefinition?: Optional<{ readonly total?: Optional<number> }>;
}

/** An order to place, as the platform's "get order" route returns it. More members may come along. */
export interface OrderToPlace {
  readonly orderId: string;
  /** The sum of the items and of all other totals, in minor units. */
  readonly value: number;
  readonly items: ReadonlyArray<ItemToPlace>;
  /** `Items`, `Discounts`, `Shipping`, `Tax`, …, in minor units, possibly negative. */
  readonly totals?: Optional<ReadonlyArray<{ readonly id: string; readonly value: number }>>;
  readonly sellers?: Optional<ReadonlyArray<{ readonly id?: Optional<string> }>>;
  readonly storePreferencesData: { readonly currencyCode: string };
}

/** An item of a notification. */
export interface InvoicedItem {
  /** The SKU id. */
  readonly id: string;
  readonly quantity: number;
  /** Of one unit, in minor units. */
  readonly price: number;
  readonly description?: Optional<string>;
  /** The line, where two lines of the order carry the SKU. */
  readonly itemIndex?: Optional<number>;
}

/** Where a package is on its way. */
interface Shipment {
  readonly courier?: Optional<string>;
  readonly trackingNumber?: Optional<string>;
  readonly trackingUrl?: Optional<string>;
  readonly dispatchedDate?: Optional<string>;
}

/** What a document may say beside its type and items. */
interface DocumentDetails extends Shipment {
  readonly invoiceKey?: Optional<string>;
  readonly invoiceUrl?: Optional<string>;
  readonly embeddedInvoice?: Optional<string>;
}

/** The notification of a sale (`Output`) or of a return (`Input`). */
export interface InvoiceNotification extends DocumentDetails {
  readonly type: 'Output' | 'Input';
  /** Unique for the seller. */
  readonly invoiceNumber: string;
  /** In minor units, above zero. */
  readonly invoiceValue: number;
  /** An ISO 8601 date or date-time, UTC where no zone is given. */
  readonly issuanceDate: string;
  /** Without items the document is worth its value and names no unit. */
  readonly items?: Optional<ReadonlyArray<InvoicedItem>>;
}

/** A notification that is only asked about: the type and the items are enough. */
export interface InvoiceToPreview extends Partial<InvoiceNotification> {
  readonly type: InvoiceNotification['type'];
  readonly items: ReadonlyArray<InvoicedItem>;
}

/** The carrier and the tracking number of an invoice. */
export interface TrackingUpdate extends Shipment {
  readonly trackingNumber: string;
}

/** The delivery and the stops of the package of an invoice. */
export interface DeliveryUpdate {
  readonly isDelivered?: Optional<boolean>;
  /** `yyyy-mm-dd hh:mm` or ISO 8601. */
  readonly deliveredDate?: Optional<string>;
  /** Stops that are known already are ignored. */
  readonly events?: Optional<
    ReadonlyArray<{
      readonly city?: Optional<string>;
      readonly state?: Optional<string>;
      readonly description?: Optional<string>;
      readonly date?: Optional<string>;
    }>
  >;
}

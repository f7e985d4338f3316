/** A line of an order to place. */
export interface Line {
  readonly id: string;
  readonly quantity: number;
  /** Of one unit. */
  readonly price: number;
  readonly [field: string]: unknown;
}

interface OrderOptions {
  readonly lines?: ReadonlyArray<Line>;
  readonly shipping?: number;
  readonly seller?: string;
  readonly totals?: ReadonlyArray<{ readonly id: string; readonly value: number }>;
  /** Only where the lines do not say it. */
  readonly value?: number;
}

/** An order document that adds up: two units at 1000 unless told otherwise. */
export const orderDocument = (
  orderId: string,
  {
    lines = [{ id: 'sku-1', quantity: 2, price: 1000 }],
    shipping = 0,
    seller = 'seller-1',
    totals = [],
    value,
  }: OrderOptions = {},
): object => {
  const ofLines = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const ofTotals = totals.reduce((sum, total) => sum + total.value, 0);
  return {
    orderId,
    value: value ?? ofLines + shipping + ofTotals,
    items: lines.map((line) => ({ seller, ...line })),
    totals: [...(shipping === 0 ? [] : [{ id: 'Shipping', value: shipping }]), ...totals],
    storePreferencesData: { currencyCode: 'BRL' },
  };
};

/** An item of a document. */
export const item = (id: string, quantity: number, price = 1000): object => ({
  id,
  quantity,
  price,
});

/** A notification of one unit of sku-1 for 1000, unless told otherwise. */
export const notification = (
  invoiceNumber: unknown,
  fields: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  type: 'Output',
  invoiceNumber,
  items: [item('sku-1', 1)],
  issuanceDate: '2022-02-01',
  invoiceValue: 1000,
  ...fields,
});

/** A request to one of two services on one file. */
export interface Request {
  readonly service: 0 | 1;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly body?: object;
}

const UNIT = 1_000;

interface Placing {
  readonly units: number;
  readonly service?: 0 | 1;
}

/** Places an order of so many units at 1000, of a seller of its own. */
export const place = (orderId: string, { units, service = 0 }: Placing): Request => ({
  service,
  method: 'POST',
  path: '/api/orders',
  body: {
    orderId,
    value: UNIT * units,
    items: [
      { id: 'sku-1', quantity: units, price: UNIT, seller: `seller of ${orderId.slice(0, -2)}` },
    ],
    totals: [],
    storePreferencesData: { currencyCode: 'BRL' },
  },
});

const documentOf = (type: string, invoiceNumber: string, units: number, more: object): object => ({
  type,
  invoiceNumber,
  items: [{ id: 'sku-1', quantity: units, price: UNIT }],
  issuanceDate: '2022-02-01',
  invoiceValue: units * UNIT,
  ...more,
});

const notify =
  (type: 'Output' | 'Input') =>
  (
    orderId: string,
    number: string,
    units: number,
    { service = 0, ...more }: { readonly service?: 0 | 1; readonly [field: string]: unknown } = {},
  ): Request => ({
    service,
    method: 'POST',
    path: `/api/oms/pvt/orders/${orderId}/invoice`,
    body: documentOf(type, number, units, more),
  });

/** Invoices some units. */
export const invoice = notify('Output');
/** Gives some units back. */
export const giveBack = notify('Input');

/** Names the parcel of an invoice. */
export const track = (orderId: string, number: string): Request => ({
  service: 0,
  method: 'PATCH',
  path: `/api/oms/pvt/orders/${orderId}/invoice/${encodeURIComponent(number)}`,
  body: { trackingNumber: 'BR123', courier: 'Correios', trackingUrl: null, dispatchedDate: null },
});

/** Tells that a parcel was delivered. */
export const deliver = (orderId: string, number: string): Request => ({
  service: 0,
  method: 'PUT',
  path: `/api/oms/pvt/orders/${orderId}/invoice/${encodeURIComponent(number)}/tracking`,
  body: {
    isDelivered: true,
    deliveredDate: '2022-02-03 12:00',
    events: [{ city: 'Recife', state: 'PE', description: 'Delivered', date: '2022-02-03' }],
  },
});

/** Reads. */
export const look = (path: string): Request => ({ service: 0, method: 'GET', path });

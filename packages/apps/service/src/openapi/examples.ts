/** The order of the platform's documentation: one unit at 9003, shipping 505. */
export const exampleOrder = {
  orderId: '00-v5195004lux-01',
  value: 9508,
  items: [{ id: '345117', quantity: 1, seller: '1', price: 9003 }],
  totals: [
    { id: 'Items', value: 9003 },
    { id: 'Shipping', value: 505 },
  ],
  storePreferencesData: { currencyCode: 'BRL' },
};

/** The notification of the platform's documentation, as it stands there. */
export const exampleNotification = {
  type: 'Output',
  invoiceNumber: 'NFe-00001',
  courier: '',
  trackingNumber: '',
  trackingUrl: '',
  items: [{ id: '345117', quantity: 1, description: '335', price: 9003 }],
  issuanceDate: '2013-11-21T00:00:00',
  invoiceValue: 9508,
};

/** A request of the first steps: it places the order, notifies its invoice, or shows its totals. */
export interface ExampleRequest {
  readonly about: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
}

/** The first steps. */
export const exampleRequests: ReadonlyArray<ExampleRequest> = [
  { about: 'Place the order', method: 'POST', path: '/api/orders', body: exampleOrder },
  {
    about: 'Notify its invoice',
    method: 'POST',
    path: `/api/oms/pvt/orders/${exampleOrder.orderId}/invoice`,
    body: exampleNotification,
  },
  {
    about: 'Show its totals',
    method: 'GET',
    path: `/api/orders/${exampleOrder.orderId}/totals`,
  },
];

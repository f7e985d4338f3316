import { CREDENTIALS } from '../fanOut/fanOutService';

const PRICE = 9_003;

/** How many documents invoice an order: one of its units each. */
export const DOCUMENTS_PER_ORDER = 4;

const post = (path: string, document: object): Buffer => {
  const body = JSON.stringify(document);
  return Buffer.from(
    [
      `POST ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      ...Object.entries(CREDENTIALS).map(([name, value]) => `${name}: ${value}`),
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body).toString()}`,
      '',
      body,
    ].join('\r\n'),
  );
};

/** Writes the request that places an order. */
export const placing = (orderId: string): Buffer =>
  post('/api/orders', {
    orderId,
    value: DOCUMENTS_PER_ORDER * PRICE,
    items: [{ id: '345117', quantity: DOCUMENTS_PER_ORDER, seller: '1', price: PRICE }],
    totals: [],
    storePreferencesData: { currencyCode: 'BRL' },
  });

/** Writes the requests that invoice an order, as fulfilment systems send them. */
export const invoicing = (orderId: string): ReadonlyArray<Buffer> =>
  Array.from({ length: DOCUMENTS_PER_ORDER }, (_, index) =>
    post(`/api/oms/pvt/orders/${orderId}/invoice`, {
      type: 'Output',
      invoiceNumber: `${orderId}-${index.toString()}`,
      courier: '',
      trackingNumber: '',
      trackingUrl: '',
      items: [{ id: '345117', quantity: 1, description: '335', price: PRICE }],
      issuanceDate: '2026-01-31T00:00:00',
      invoiceValue: PRICE,
    }),
  );

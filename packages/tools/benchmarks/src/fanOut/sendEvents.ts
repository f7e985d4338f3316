import { setTimeout as wait } from 'node:timers/promises';

import { CREDENTIALS } from './fanOutService';

/** How many orders are under way at any time, and how many events each comes to. */
const ORDERS_AT_ONCE = 16;
const EVENTS_PER_ORDER = 20;
const AGAIN_MS = 100;

const order = (orderId: string) => ({
  orderId,
  value: EVENTS_PER_ORDER,
  items: [{ id: '345117', quantity: EVENTS_PER_ORDER, seller: '1', price: 1 }],
  totals: [],
  storePreferencesData: { currencyCode: 'BRL' },
});

const invoice = (invoiceNumber: string) => ({
  type: 'Output',
  invoiceNumber,
  items: [{ id: '345117', quantity: 1, price: 1 }],
  issuanceDate: '2026-01-31',
  invoiceValue: 1,
});

/** Sends a document until it is accepted: the same body again writes nothing twice. */
const send = async (url: string, body: object): Promise<void> => {
  for (;;) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...CREDENTIALS, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    const text = await response?.text().catch(() => undefined);
    if (response?.status === 200 && text !== undefined) return;
    if (response !== undefined && response.status < 500)
      throw new Error(`${response.status.toString()}: ${String(text)}`);
    await wait(AGAIN_MS);
  }
};

/** Places and invoices orders over HTTP, some at the same time, until there are so many events. */
export const sendEvents = async (
  url: string,
  events: number,
  onSent: (count: number) => void,
): Promise<void> => {
  let begun = 0;
  let sent = 0;
  const tell = () => {
    sent += 1;
    onSent(sent);
  };
  const sendOrders = async () => {
    while (begun < events) {
      const first = begun;
      const length = Math.min(EVENTS_PER_ORDER, events - first);
      begun += length;
      const orderId = `fan-out-${first.toString()}`;
      await send(`${url}/api/orders`, order(orderId));
      tell();
      for (let n = 1; n < length; n++) {
        const number = `${first.toString()}-${n.toString()}`;
        await send(`${url}/api/oms/pvt/orders/${orderId}/invoice`, invoice(number));
        tell();
      }
    }
  };
  await Promise.all(Array.from({ length: ORDERS_AT_ONCE }, sendOrders));
};

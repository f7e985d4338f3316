import { setTimeout as wait } from 'node:timers/promises';

import type { Acknowledged } from './oracle';

/** Clients of a service that is there now and then. */
export interface ServiceLoad {
  /** What is wrong with an answer, where one was: only a few may be given. */
  readonly trouble: () => string | undefined;
  /** Ends when each client has heard of what it asked for. */
  readonly stop: () => Promise<void>;
}

const CLIENTS = 16;
const AWAY_MS = 10;

/** What may be said to who is to send again: lost the race, too many, or no store. */
const AGAIN: ReadonlySet<number> = new Set([409, 429, 503]);

const orderOf = (orderId: string): object => ({
  orderId,
  value: 100_000,
  items: [{ id: 'sku-1', quantity: 100_000, price: 1, seller: 'seller-1' }],
  totals: [],
  storePreferencesData: { currencyCode: 'BRL' },
});

const invoiceOf = (invoiceNumber: string): object => ({
  type: 'Output',
  invoiceNumber,
  items: [{ id: 'sku-1', quantity: 1, price: 1 }],
  issuanceDate: '2022-02-01',
  invoiceValue: 1,
});

/** Sends invoices to a service, many at once. Each is sent again, as it was, until it is answered. */
export const loadService = (
  url: string,
  headers: Readonly<Record<string, string>>,
  acknowledged: Array<Acknowledged>,
): ServiceLoad => {
  let isOver = false;
  let trouble: string | undefined;

  const surely = async (path: string, body: object): Promise<{ readonly receipt: string }> => {
    for (;;) {
      const answer = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
        .then(async (response) => ({ status: response.status, text: await response.text() }))
        .catch(() => undefined);
      if (answer?.status === 200) return JSON.parse(answer.text) as { readonly receipt: string };
      if (answer !== undefined && !AGAIN.has(answer.status))
        trouble ??= `${path} was answered by ${answer.status.toString()}: ${answer.text}`;
      await wait(AWAY_MS);
    }
  };
  const send = async (orderId: string, path: string, body: object) => {
    const { receipt } = await surely(path, body);
    acknowledged.push({ orderId, marks: [receipt] });
  };
  const client = async (n: number): Promise<void> => {
    const orderId = `killed-${n.toString()}`;
    await send(orderId, '/api/orders', orderOf(orderId));
    for (let sent = 0; !isOver; sent++)
      await send(
        orderId,
        `/api/oms/pvt/orders/${orderId}/invoice`,
        invoiceOf(`${orderId}-${sent.toString()}`),
      );
  };
  const running = Promise.all(Array.from({ length: CLIENTS }, (_, n) => client(n)));
  return {
    trouble: () => trouble,
    stop: async () => {
      isOver = true;
      await running;
    },
  };
};

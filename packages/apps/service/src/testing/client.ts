import type { HistoryView, OrderTotals } from '@facture/projections';
import type { Acceptance, ErrorEnvelope, OrderView, PreviewView } from '@facture/vtex';

import type { Answered } from './answered';
import type { TestService } from './testService';

/** What tests do to orders over HTTP. Whatever is not answered by 200 fails the test. */
export const clientOf = ({ send }: TestService) => {
  const ok = ({ status, text, body }: Answered): unknown => {
    if (status !== 200) throw new Error(`${status}: ${text}`);
    return body;
  };
  const encoded = encodeURIComponent;
  const oms = (orderId: string) => `/api/oms/pvt/orders/${encoded(orderId)}`;
  const own = (orderId: string) => `/api/orders/${encoded(orderId)}`;
  return {
    place: async (order: object) =>
      ok(await send('POST', '/api/orders', { body: order })) as Acceptance,
    notify: (orderId: string, document: object): Promise<Answered> =>
      send('POST', `${oms(orderId)}/invoice`, { body: document }),
    accept: async (orderId: string, document: object) =>
      ok(await send('POST', `${oms(orderId)}/invoice`, { body: document })) as Acceptance,
    track: (orderId: string, number: string, document: object): Promise<Answered> =>
      send('PATCH', `${oms(orderId)}/invoice/${encoded(number)}`, { body: document }),
    deliver: (orderId: string, number: string, document: object): Promise<Answered> =>
      send('PUT', `${oms(orderId)}/invoice/${encoded(number)}/tracking`, { body: document }),
    preview: async (orderId: string, document: object) =>
      ok(await send('POST', `${own(orderId)}/invoice/preview`, { body: document })) as PreviewView,
    totals: async (orderId: string, query = '') =>
      ok(await send('GET', `${own(orderId)}/totals${query}`)) as OrderTotals,
    order: async (orderId: string) => ok(await send('GET', oms(orderId))) as OrderView,
    history: async (orderId: string) =>
      ok(await send('GET', `${own(orderId)}/history`)) as HistoryView,
    types: async (orderId: string) =>
      (ok(await send('GET', `${own(orderId)}/history`)) as HistoryView).events.map(
        ({ stored }) => stored.type,
      ),
  };
};

/** What is said of a refusal. */
export const refusalIn = ({ status, body }: Answered) => {
  const { error, fields } = body as ErrorEnvelope;
  return { status, code: error.code, fields: fields.map(({ field }) => field) };
};

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  clientErrors,
  defaultRetry,
  factureClient,
  type ClientOptions,
  type FactureClient,
  type SubscribeOptions,
  type TotalsMessage,
} from '@facture/client';
import { describe, expect, it } from '@jest/globals';
import { firstColumn, tableUnder } from './tables.ts';

const page = (name: string): string =>
  readFileSync(resolve(__dirname, '../../../../../docs/reference', name), 'utf8');
const markdown = page('client.md');

// A name stands for itself: what is missing or too much here does not pass the type checker.
const options: Record<keyof ClientOptions, true> = {
  url: true,
  appKey: true,
  token: true,
  fetch: true,
  sleep: true,
  random: true,
  retry: true,
};
const messages: Record<TotalsMessage['type'], true> = {
  totals: true,
  quarantined: true,
  'caught-up': true,
  away: true,
  failed: true,
};
const subscribeOptions: Record<keyof SubscribeOptions, true> = {
  after: true,
  order: true,
  signal: true,
  silenceMs: true,
};

const orderId = '{orderId}';
const invoiceNumber = '{invoiceNumber}';
const order = { orderId, value: 0, items: [], storePreferencesData: { currencyCode: 'BRL' } };
const document = { type: 'Output', invoiceNumber, invoiceValue: 1, issuanceDate: '' } as const;
const calls: Record<keyof FactureClient, (client: FactureClient) => unknown> = {
  place: (client) => client.place(order),
  notify: (client) => client.notify(orderId, document),
  preview: (client) => client.preview(orderId, { type: 'Output', items: [] }),
  track: (client) => client.track(orderId, invoiceNumber, { trackingNumber: 'T' }),
  deliver: (client) => client.deliver(orderId, invoiceNumber, { isDelivered: true }),
  order: (client) => client.order(orderId),
  totals: (client) => client.totals(orderId),
  history: (client) => client.history(orderId),
  orders: (client) => client.orders(),
  checkpoint: (client) => client.checkpoint(),
  verifierKey: (client) => client.verifierKey(),
  consistency: (client) => client.consistency({ from: 1 }),
  proofs: (client) => client.proofs(orderId),
  health: (client) => client.health(),
  subscribe: (client) => client.subscribe()[Symbol.asyncIterator]().next(),
};

/** The route that a method calls. */
const routeOf = async (call: (client: FactureClient) => unknown): Promise<string> => {
  let route = '';
  const client = factureClient({
    url: 'http://service.test',
    appKey: 'key',
    token: 'token',
    fetch: (url, { method }) => {
      route = `${method ?? ''} ${decodeURIComponent(new URL(url).pathname)}`;
      return Promise.resolve(new Response('', { status: 500 }));
    },
  });
  await call(client);
  return route;
};

describe('the reference of the client', () => {
  it('has every method with the route it calls', async () => {
    const routes = await Promise.all(
      Object.entries(calls).map(async ([name, call]) => [name, await routeOf(call)]),
    );
    const told = tableUnder(markdown, 'Methods').map(([method = '', route]) => [
      method.split('(')[0],
      route,
    ]);
    expect(told).toEqual(routes);
  });

  it('calls only routes that there are', () => {
    const there = firstColumn(page('routes.md'), 'Table');
    for (const [, route] of tableUnder(markdown, 'Methods')) expect(there).toContain(route);
  });

  it('has every error with what it means and what to do', () => {
    expect(tableUnder(markdown, 'Errors')).toEqual(
      Object.entries(clientErrors).map(([type, { meaning, remedy }]) => [type, meaning, remedy]),
    );
  });

  it('has every option, and the defaults of a retry', () => {
    expect(firstColumn(markdown, 'Options')).toEqual(Object.keys(options));
    expect(
      tableUnder(markdown, 'Retry').map(([name = '', value]) => [name, Number(value)]),
    ).toEqual(Object.entries(defaultRetry));
  });

  it('has every message of a subscription, and its options', () => {
    expect(firstColumn(markdown, 'Messages')).toEqual(Object.keys(messages));
    expect(firstColumn(markdown, 'Subscription')).toEqual(Object.keys(subscribeOptions));
  });
});

import { HistoryView, OrderList, OrderTotals } from '@facture/projections';
import { ConsistencyProofView, OrderProofsView } from '@facture/proofs';
import { Acceptance, OrderView, PreviewView } from '@facture/vtex';
import * as E from 'fp-ts/Either';
import { identity, pipe } from 'fp-ts/function';
import * as t from 'io-ts';

import {
  Health,
  type Accepted,
  type Called,
  type CallOptions,
  type ClientOptions,
  type FactureClient,
  type Told,
} from './client';
import { defaultRetry, sleepOnTimers, type Connection } from './connection';
import { exchange, type Answer, type Call } from './exchange';
import { pathOf } from './pathOf';
import { Position } from './position';
import { totalsSubscription } from './totalsSubscription';

const connectionOf = ({
  url,
  appKey,
  token,
  fetch = (address, init) => globalThis.fetch(address, init),
  sleep = sleepOnTimers,
  random = Math.random,
  retry = {},
}: ClientOptions): Connection => ({
  url: url.replace(/\/+$/, ''),
  headers: { 'X-VTEX-API-AppKey': appKey, 'X-VTEX-API-AppToken': token },
  fetch,
  sleep,
  random,
  retry: { ...defaultRetry, ...retry },
});

const toldIn = <A extends object>({ value, header }: Answer<A>): Told<A> => ({
  ...value,
  position: pipe(
    Position.decode(header('X-Facture-Position')),
    E.match(() => undefined, identity),
  ),
});

const valueIn = <A>({ value }: Answer<A>): A => value;

const acceptedIn = (answer: Answer<Acceptance>): Accepted => ({
  ...toldIn(answer),
  warnings: answer.header('X-Facture-Warning')?.split(', ') ?? [],
});

/**
 * Makes a client of the service, for Node and browsers. Calls answer with values and never reject.
 * After a lost answer, and when the service is busy or away, a call is repeated with the very same
 * bytes a bounded number of times; a refusal is never repeated.
 */
export const factureClient = (options: ClientOptions): FactureClient => {
  const connection = connectionOf(options);
  const send = exchange(connection);
  const sendOnce = exchange({ ...connection, retry: { ...connection.retry, attempts: 1 } });

  const read = async <A extends object>(
    path: Call<A>['path'],
    answers: Call<A>['answers'],
    { signal }: CallOptions = {},
  ): Called<Told<A>> =>
    E.map(toldIn<A>)(await send({ method: 'GET', path, answers, writes: false, signal }));
  const prove = async <A>(
    path: Call<A>['path'],
    answers: Call<A>['answers'],
    { signal }: CallOptions = {},
  ): Called<A> =>
    E.map(valueIn<A>)(await send({ method: 'GET', path, answers, writes: false, signal }));
  const text = async (path: Call<string>['path'], { signal }: CallOptions = {}): Called<string> =>
    E.map(valueIn<string>)(
      await send({ method: 'GET', path, answers: t.string, asText: true, writes: false, signal }),
    );
  const write = async (
    method: Call<Acceptance>['method'],
    path: Call<Acceptance>['path'],
    document: object,
    { signal }: CallOptions = {},
  ): Called<Accepted> =>
    E.map(acceptedIn)(
      await send({ method, path, document, answers: Acceptance, writes: true, signal }),
    );

  return {
    place: (order, asked) => write('POST', pathOf('/api/orders'), order, asked),
    notify: (orderId, document, asked) =>
      write('POST', pathOf('/api/oms/pvt/orders/{orderId}/invoice', { orderId }), document, asked),
    preview: async (orderId, document, asked) =>
      E.map(valueIn<PreviewView>)(
        await send({
          method: 'POST',
          path: pathOf('/api/orders/{orderId}/invoice/preview', { orderId }),
          document,
          answers: PreviewView,
          writes: false,
          signal: asked?.signal,
        }),
      ),
    track: (orderId, invoiceNumber, update, asked) =>
      write(
        'PATCH',
        pathOf('/api/oms/pvt/orders/{orderId}/invoice/{invoiceNumber}', { orderId, invoiceNumber }),
        update,
        asked,
      ),
    deliver: (orderId, invoiceNumber, update, asked) =>
      write(
        'PUT',
        pathOf('/api/oms/pvt/orders/{orderId}/invoice/{invoiceNumber}/tracking', {
          orderId,
          invoiceNumber,
        }),
        update,
        asked,
      ),
    order: (orderId, asked) =>
      read(pathOf('/api/oms/pvt/orders/{orderId}', { orderId }), OrderView, asked),
    totals: (orderId, { revision, at, notBefore, ...asked } = {}) =>
      read(
        pathOf('/api/orders/{orderId}/totals', { orderId }, { revision, at, notBefore }),
        OrderTotals,
        asked,
      ),
    history: (orderId, asked) =>
      read(pathOf('/api/orders/{orderId}/history', { orderId }), HistoryView, asked),
    orders: ({ invoiceNumber, limit, notBefore, ...asked } = {}) =>
      read(pathOf('/api/orders', {}, { invoiceNumber, limit, notBefore }), OrderList, asked),
    checkpoint: (asked) => text(pathOf('/api/audit/checkpoint'), asked),
    verifierKey: async (asked) =>
      E.map((line: string) => line.trimEnd())(await text(pathOf('/api/audit/key'), asked)),
    consistency: ({ from, to, ...asked }) =>
      prove(pathOf('/api/audit/proofs/consistency', {}, { from, to }), ConsistencyProofView, asked),
    proofs: (orderId, asked) =>
      prove(pathOf('/api/orders/{orderId}/proofs', { orderId }), OrderProofsView, asked),
    health: async (asked) =>
      E.map(valueIn<Health>)(
        await sendOnce({
          method: 'GET',
          path: pathOf('/health/ready'),
          answers: Health,
          writes: false,
          signal: asked?.signal,
        }),
      ),
    subscribe: (asked = {}) => totalsSubscription(connection, asked),
  };
};

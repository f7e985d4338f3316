import { describe, expect, it } from '@jest/globals';
import { left, right } from 'fp-ts/Either';

import type { ClientOptions } from './client';
import type { InvoiceNotification } from './documents';
import { factureClient } from './factureClient';
import { noWaiting } from './testing/patience';
import { acceptance, problem, scriptedFetch, type Scripted } from './testing/scriptedFetch';

const notification: InvoiceNotification = {
  type: 'Output',
  invoiceNumber: 'A/1',
  invoiceValue: 100,
  issuanceDate: '2026-01-31',
};
const accepted: Scripted = { status: 200, body: acceptance };
const away: Scripted = { throws: 'connect ECONNREFUSED' };
const unavailable = problem(503, 'StoreUnavailable');

const clientOf = (script: ReadonlyArray<Scripted>, options: Partial<ClientOptions> = {}) => {
  const { fetch, sent } = scriptedFetch(...script);
  const patience = noWaiting();
  const client = factureClient({
    url: 'http://service.test/',
    appKey: 'key',
    token: 'token',
    fetch,
    ...patience,
    ...options,
  });
  return { client, sent, waits: patience.waits };
};

describe('a call', () => {
  it('names its key, and what it takes for an answer', async () => {
    const { client, sent } = clientOf([accepted]);
    expect(await client.notify('o-1', notification)).toEqual(
      right({ ...acceptance, position: undefined, warnings: [] }),
    );
    expect(sent).toEqual([
      {
        url: 'http://service.test/api/oms/pvt/orders/o-1/invoice',
        method: 'POST',
        body: JSON.stringify(notification),
        headers: {
          'X-VTEX-API-AppKey': 'key',
          'X-VTEX-API-AppToken': 'token',
          Accept: 'application/json, application/problem+json',
          'Content-Type': 'application/json',
        },
      },
    ]);
  });

  it('tells what the service ignored', async () => {
    const header = 'UnknownField colour, UnknownField items[].size';
    const { client } = clientOf([{ ...accepted, headers: { 'X-Facture-Warning': header } }]);
    expect(await client.notify('o-1', notification)).toEqual(
      right({
        ...acceptance,
        position: undefined,
        warnings: ['UnknownField colour', 'UnknownField items[].size'],
      }),
    );
  });

  it('tells the position up to which its answer is true, and asks for one', async () => {
    const position = 2n ** 127n + 1n;
    const headers = { 'X-Facture-Position': position.toString() };
    const { client, sent } = clientOf([
      { ...accepted, headers },
      { status: 200, body: { orders: [] }, headers },
    ]);
    expect(await client.notify('o-1', notification)).toMatchObject(right({ position }));
    expect(await client.orders({ invoiceNumber: 'A/1 &', limit: 3, notBefore: position })).toEqual(
      right({ orders: [], position }),
    );
    expect(sent[1]?.url).toBe(
      `http://service.test/api/orders?invoiceNumber=A%2F1%20%26&limit=3&notBefore=${position}`,
    );
  });

  it('takes text as it is, and a refusal of it for one', async () => {
    const note = 'facture/test\n5\nroot\n\n— facture/test signature\n';
    const { client, sent } = clientOf([
      { status: 200, body: note },
      { status: 200, body: 'facture/test+1+key\n' },
      problem(404, 'NothingSealed'),
    ]);
    expect(await client.checkpoint()).toEqual(right(note));
    expect(await client.verifierKey()).toEqual(right('facture/test+1+key'));
    expect(await client.checkpoint()).toMatchObject(
      left({ type: 'Refused', status: 404, code: 'NothingSealed' }),
    );
    expect(sent.map(({ headers }) => headers['Accept'])).toEqual(
      sent.map(() => 'text/plain, application/problem+json'),
    );
  });

  it('asks for proofs, between the sizes it is told', async () => {
    const consistency = { from: 1, to: 5, hashes: ['aGFzaA=='] };
    const proofs = {
      checkpoint: null,
      events: [{ revision: 0, position: '1', logIndex: null, hashes: null }],
    };
    const { client, sent } = clientOf([
      { status: 200, body: consistency },
      { status: 200, body: proofs },
    ]);
    expect(await client.consistency({ from: 1, to: 5 })).toEqual(right(consistency));
    expect(await client.proofs('o/1')).toEqual(right(proofs));
    expect(sent.map(({ url }) => url)).toEqual([
      'http://service.test/api/audit/proofs/consistency?from=1&to=5',
      'http://service.test/api/orders/o%2F1/proofs',
    ]);
  });

  it.each([
    ['an empty name', ''],
    ['a step in a path', '.'],
    ['a step out of a path', '..'],
    ['half a surrogate pair', 'a\ud800'],
  ])('is not sent with %s', async (_what, orderId) => {
    const { client, sent } = clientOf([accepted]);
    expect(await client.notify(orderId, notification)).toMatchObject(left({ type: 'NotSent' }));
    expect(sent).toEqual([]);
  });

  it('is not sent with a document that is no JSON', async () => {
    const { client, sent } = clientOf([accepted]);
    const wrong = { ...notification, invoiceValue: 100n as unknown as number };
    expect(await client.notify('o-1', wrong)).toMatchObject(left({ type: 'NotSent' }));
    expect(sent).toEqual([]);
  });

  it.each([
    ['an address that is none', { url: 'nowhere' }],
    ['a key that no header can hold', { appKey: 'a\nb' }],
  ])('is not sent with %s', async (_what, options) => {
    const { client, sent } = clientOf([accepted], options);
    expect(await client.totals('o-1')).toMatchObject(left({ type: 'NotSent' }));
    expect(sent).toEqual([]);
  });

  it('is answered with what is wrong in an answer, but not with its values', async () => {
    const { client, sent } = clientOf([
      { status: 200, body: { ...acceptance, receipt: 'secret' } },
      accepted,
    ]);
    expect(await client.notify('o-1', notification)).toEqual(
      left({ type: 'InvalidAnswer', status: 200, problems: ['answer.receipt is no Receipt'] }),
    );
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['the page of a proxy', { status: 200, body: '<html>' }, ['answer is no JSON']],
    ['a redirect', { status: 302, body: '' }, ['answer is no JSON']],
  ])('takes %s for no answer', async (_what, scripted, problems) => {
    const { client } = clientOf([scripted]);
    expect(await client.totals('o-1')).toEqual(
      left({ type: 'InvalidAnswer', status: scripted.status, problems }),
    );
  });
});

describe('a refusal', () => {
  const refusal = problem(422, 'InvoiceExceedsOrder', { remaining: 5, attempted: 100 });

  it('is told with all it knows', async () => {
    const { client } = clientOf([refusal]);
    expect(await client.notify('o-1', notification)).toEqual(
      left({
        type: 'Refused',
        status: 422,
        code: 'InvoiceExceedsOrder',
        message: 'InvoiceExceedsOrder!',
        fields: [],
        members: { remaining: 5, attempted: 100 },
      }),
    );
  });

  it.each([400, 401, 403, 404, 409, 413, 415, 422, 500])(
    'with %d is never repeated',
    async (status) => {
      const { client, sent, waits } = clientOf([problem(status, 'Whatever'), accepted]);
      expect(await client.notify('o-1', notification)).toMatchObject(
        left({ type: 'Refused', status, code: 'Whatever' }),
      );
      expect(sent).toHaveLength(1);
      expect(waits).toEqual([]);
    },
  );
});

describe('a write', () => {
  it.each([
    ['a lost connection', away],
    ['a store that is away', unavailable],
    ['an unknown outcome', problem(503, 'OutcomeUnknown')],
    ['a busy service', problem(503, 'Overloaded')],
    ['too many requests', problem(429, 'TooManyRequests')],
    ['a race that others won', problem(409, 'Conflict')],
    ['a gateway without a service', { status: 502, body: 'Bad Gateway' }],
    ['a gateway that waited too long', { status: 504, body: '' }],
  ])('is repeated after %s, with the same bytes', async (_what, setback) => {
    const { client, sent, waits } = clientOf([setback, setback, accepted]);
    expect(await client.notify('o-1', notification)).toMatchObject(right(acceptance));
    expect(new Set(sent.map(({ body }) => body))).toEqual(new Set([JSON.stringify(notification)]));
    expect(sent).toHaveLength(3);
    expect(waits).toEqual([200, 400]);
  });

  it('is repeated when no answer comes in time', async () => {
    const { client, sent } = clientOf(['silence', accepted], { retry: { timeoutMs: 20 } });
    expect(await client.notify('o-1', notification)).toMatchObject(right(acceptance));
    expect(sent).toHaveLength(2);
  });

  it.each([
    [
      'a lost answer',
      away,
      { type: 'OutcomeUnknown', reason: 'fetch failed: connect ECONNREFUSED' },
    ],
    ['a store that is away', unavailable, { type: 'Unavailable', reason: 'StoreUnavailable!' }],
    ['a race that others won', problem(409, 'Conflict'), { type: 'Refused', code: 'Conflict' }],
    ['a gateway', { status: 502, body: '' }, { type: 'OutcomeUnknown' }],
  ])('is given up after five times %s', async (_what, setback, error) => {
    const { client, sent, waits } = clientOf([setback]);
    expect(await client.notify('o-1', notification)).toMatchObject(left(error));
    expect(sent).toHaveLength(5);
    expect(waits).toEqual([200, 400, 800, 1600]);
  });

  it('whose answer was lost once stays open until the order itself answers', async () => {
    const lostThen = async (next: Scripted) =>
      clientOf([away, next]).client.notify('o-1', notification);
    const unknown = left({ type: 'OutcomeUnknown', reason: 'fetch failed: connect ECONNREFUSED' });
    expect(await lostThen(unavailable)).toEqual(unknown);
    expect(await lostThen(problem(401, 'NoValidKey'))).toEqual(unknown);
    expect(await lostThen(problem(500, 'InternalError'))).toEqual(unknown);
    expect(await lostThen({ status: 200, body: '<html>' })).toEqual(unknown);
    expect(await lostThen(problem(409, 'Conflict'))).toEqual(unknown);
    expect(await lostThen(accepted)).toMatchObject(right(acceptance));
    expect(await lostThen(problem(422, 'InvoiceExceedsOrder'))).toMatchObject(
      left({ type: 'Refused', status: 422 }),
    );
    expect(await lostThen(problem(409, 'InvoiceNumberAlreadyUsed'))).toMatchObject(
      left({ type: 'Refused', status: 409 }),
    );
  });
});

describe('waiting', () => {
  const busy = (seconds: string): Scripted => ({
    ...(problem(429, 'TooManyRequests') as object),
    status: 429,
    headers: { 'Retry-After': seconds },
  });

  it('is as long as the service asks', async () => {
    const { client, waits } = clientOf([busy('7'), accepted]);
    await client.notify('o-1', notification);
    expect(waits).toEqual([7_000]);
  });

  it('is no longer than the client was told: then it says when to come back', async () => {
    const { client, sent, waits } = clientOf([busy('31'), accepted]);
    expect(await client.notify('o-1', notification)).toEqual(
      left({ type: 'Unavailable', reason: 'TooManyRequests!', retryAfterMs: 31_000 }),
    );
    expect(sent).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it('passes over what it cannot read', async () => {
    const { client, waits } = clientOf([busy('Wed, 21 Oct 2026 07:28:00 GMT'), accepted]);
    await client.notify('o-1', notification);
    expect(waits).toEqual([200]);
  });

  it('is a random part of its bound', async () => {
    const { client, waits } = clientOf([unavailable], { random: () => 0.25 });
    await client.notify('o-1', notification);
    expect(waits).toEqual([50, 100, 200, 400]);
  });
});

describe('giving up', () => {
  it('before anything is sent sends nothing', async () => {
    const { client, sent } = clientOf([accepted]);
    expect(await client.notify('o-1', notification, { signal: AbortSignal.abort() })).toEqual(
      left({ type: 'NotSent', reason: 'the call was aborted' }),
    );
    expect(sent).toEqual([]);
  });

  it('during a write leaves open what became of it', async () => {
    const { client, sent } = clientOf(['silence']);
    const leaving = new AbortController();
    const called = client.notify('o-1', notification, { signal: leaving.signal });
    leaving.abort();
    expect(await called).toEqual(left({ type: 'OutcomeUnknown', reason: 'the call was aborted' }));
    expect(sent).toHaveLength(1);
  });

  it('during a wait tells what the last try came to', async () => {
    const leaving = new AbortController();
    const sleep = () => {
      leaving.abort();
      return Promise.resolve();
    };
    const { client, sent } = clientOf([unavailable, accepted], { sleep });
    expect(await client.notify('o-1', notification, { signal: leaving.signal })).toMatchObject(
      left({ type: 'Unavailable' }),
    );
    expect(sent).toHaveLength(1);
  });
});

describe('a read', () => {
  it('that gets no answer is unavailable: it changed nothing', async () => {
    const { client, sent } = clientOf([away]);
    expect(await client.totals('o-1')).toEqual(
      left({
        type: 'Unavailable',
        reason: 'fetch failed: connect ECONNREFUSED',
        retryAfterMs: null,
      }),
    );
    expect(await client.preview('o-1', { type: 'Output', items: [] })).toMatchObject(
      left({ type: 'Unavailable' }),
    );
    expect(sent).toHaveLength(10);
  });

  it('of the health asks once', async () => {
    const ready = clientOf([{ status: 200, body: { status: 'ready' } }]);
    expect(await ready.client.health()).toEqual(right({ status: 'ready' }));
    const ending = clientOf([{ status: 503, body: { status: 'not ready' } }]);
    expect(await ending.client.health()).toMatchObject(left({ type: 'Unavailable' }));
    expect(ending.sent).toHaveLength(1);
  });
});

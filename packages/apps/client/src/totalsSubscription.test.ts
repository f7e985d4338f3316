import { describe, expect, it } from '@jest/globals';

import type { ClientOptions } from './client';
import { factureClient } from './factureClient';
import { frameText } from './testing/frameText';
import { noWaiting } from './testing/patience';
import { acceptance, problem, scriptedFetch, type Scripted } from './testing/scriptedFetch';
import { totalsAt } from './testing/unreliableFeed';
import type { SubscribeOptions } from './totalsSubscription';
import type { TotalsMessage } from './totalsMessage';

const stream = (...frames: ReadonlyArray<string>): Scripted => ({
  status: 200,
  body: frames.join(''),
  headers: { 'Content-Type': 'text/event-stream' },
});
const totals = (position: number): string =>
  frameText({ event: 'totals', id: `${position}`, data: JSON.stringify(totalsAt(position)) });
const caughtUp = (position: number | null): string =>
  frameText({
    event: 'caught-up',
    data: JSON.stringify({ position: position?.toString() ?? null }),
  });

/** Takes messages until there are enough of them, or no more. */
const told = async (
  script: ReadonlyArray<Scripted>,
  enough: number,
  options: Partial<ClientOptions> = {},
  subscribe: SubscribeOptions = {},
) => {
  const { fetch, sent } = scriptedFetch(...script);
  const patience = noWaiting();
  const client = factureClient({
    url: 'http://feed.test',
    appKey: 'key',
    token: 'token',
    fetch,
    ...patience,
    ...options,
  });
  const messages: Array<TotalsMessage> = [];
  for await (const message of client.subscribe(subscribe))
    if (messages.push(message) >= enough) break;
  return { messages, sent, waits: patience.waits };
};

describe('a subscription', () => {
  it('tells totals, what cannot be read, and when the present is reached', async () => {
    const quarantined = frameText({
      event: 'quarantined',
      id: '2',
      data: '{"position":"2","stream":"order-o-9"}',
    });
    const { messages } = await told([stream(totals(1), quarantined, caughtUp(2))], 3);
    expect(messages).toEqual([
      { type: 'totals', position: 1n, totals: totalsAt(1) },
      { type: 'quarantined', position: 2n, stream: 'order-o-9' },
      { type: 'caught-up', position: 2n },
    ]);
  });

  it('of a service where nothing happened yet is at the present', async () => {
    const { messages } = await told([stream(caughtUp(null))], 1);
    expect(messages).toEqual([{ type: 'caught-up', position: undefined }]);
  });

  it('asks for one order, after a position, with its key', async () => {
    const order = 'A/1 #2';
    const { sent } = await told([stream(caughtUp(7))], 1, {}, { after: 2n ** 100n, order });
    expect(sent[0]).toMatchObject({
      url: 'http://feed.test/api/subscriptions/totals?after=1267650600228229401496703205376&order=A%2F1%20%232',
      headers: {
        'X-VTEX-API-AppKey': 'key',
        Accept: 'text/event-stream, application/problem+json',
      },
    });
  });

  it('passes over what a later service may tell', async () => {
    const later = frameText({ event: 'later', id: '9', data: '{}' });
    const { messages } = await told([stream(later, caughtUp(9))], 1);
    expect(messages).toEqual([{ type: 'caught-up', position: 9n }]);
  });

  it.each([
    [
      'totals without a position',
      frameText({ event: 'totals', data: '{}' }),
      'answer is no Position',
    ],
    [
      'totals that are none',
      frameText({
        event: 'totals',
        id: '1',
        data: JSON.stringify({ ...totalsAt(1), revision: -1 }),
      }),
      'answer.revision is no Revision',
    ],
    ['no JSON', frameText({ event: 'caught-up', data: '{' }), 'answer is no JSON'],
  ])('fails at %s, rather than leave it out', async (_what, frame, expected) => {
    const { messages, sent } = await told([stream(frame, totals(2))], 9);
    expect(messages).toEqual([
      { type: 'failed', error: { type: 'InvalidAnswer', status: 200, problems: [expected] } },
    ]);
    expect(sent).toHaveLength(1);
  });

  it('fails when it is refused', async () => {
    const { messages, sent } = await told([problem(403, 'MissingResource')], 9);
    expect(messages).toMatchObject([{ type: 'failed', error: { type: 'Refused', status: 403 } }]);
    expect(sent).toHaveLength(1);
  });

  it.each([problem(500, 'InternalError'), { status: 500, body: '<html>' }])(
    'outlives a service that is broken for now',
    async (broken) => {
      const { messages } = await told([broken, stream(caughtUp(1))], 2);
      expect(messages).toMatchObject([{ type: 'away' }, { type: 'caught-up' }]);
    },
  );

  it('fails when something else answers', async () => {
    const { messages } = await told([{ status: 200, body: acceptance }], 9);
    expect(messages).toMatchObject([
      { type: 'failed', error: { problems: ['answer is no stream of events'] } },
    ]);
  });

  it('fails with an order that no URL can name', async () => {
    const { messages, sent } = await told([stream()], 9, {}, { order: '\ud800' });
    expect(messages).toMatchObject([{ type: 'failed', error: { type: 'NotSent' } }]);
    expect(sent).toEqual([]);
  });

  it('says each time that the service is away, and waits longer and longer', async () => {
    const away: Scripted = { throws: 'connect ECONNREFUSED' };
    const { messages, waits } = await told([away], 9);
    expect(messages[0]).toEqual({
      type: 'away',
      error: {
        type: 'Unavailable',
        reason: 'fetch failed: connect ECONNREFUSED',
        retryAfterMs: null,
      },
      failures: 1,
      waitMs: 200,
    });
    expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600]);
    expect(messages.at(-1)).toMatchObject({ failures: 9, waitMs: 30_000 });
  });

  it('waits as the service asks, and anew once it was told something', async () => {
    const busy: Scripted = {
      ...(problem(503, 'Overloaded') as object),
      status: 503,
      headers: { 'Retry-After': '9' },
    };
    const { waits } = await told(
      [busy, stream('retry: 1000\n\n', totals(1)), busy, stream(totals(2)), busy],
      7,
    );
    expect(waits).toEqual([9_000, 1_000, 9_000, 1_000, 9_000].slice(0, waits.length));
    expect(waits.length).toBeGreaterThan(3);
  });

  it('gives up a service that takes the connection and says nothing', async () => {
    const { messages } = await told(['silence'], 1, { retry: { timeoutMs: 20 } });
    expect(messages).toMatchObject([
      { type: 'away', error: { type: 'Unavailable', reason: 'no answer within 20 ms' } },
    ]);
  });

  it('ends quietly when its signal does', async () => {
    const leaving = new AbortController();
    const { fetch } = scriptedFetch('silence');
    const client = factureClient({ url: 'http://feed.test', appKey: 'key', token: 'token', fetch });
    const next = client.subscribe({ signal: leaving.signal })[Symbol.asyncIterator]().next();
    leaving.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    const none = client.subscribe({ signal: leaving.signal })[Symbol.asyncIterator]().next();
    expect(await none).toEqual({ done: true, value: undefined });
  });
});

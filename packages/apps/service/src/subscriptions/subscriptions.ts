import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

import type { Position } from '@facture/contract';
import { positionParameter, type InvalidDocument } from '@facture/vtex';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as E from 'fp-ts/Either';
import { absurd } from 'fp-ts/function';

import { queryOf } from '../http/addEndpoint';
import type { Authenticate } from '../keys/authenticate';
import { refusalResponses, type OtherOperation } from '../openapi/openapi';
import type { Policy, Ports } from '../ports';
import { sendRefusal } from '../http/sendRefusal';
import { totalsFeed, type TotalsMessage } from './totalsFeed';

const PATH = '/api/subscriptions/totals';

/** How the subscription is told in the OpenAPI document. */
export const subscriptionOperation: OtherOperation = {
  path: PATH,
  operation: {
    operationId: 'subscribeToTotals',
    summary: 'After every event the full totals of its order, as server-sent events, in order.',
    description:
      'Needs the resource "View order". Events are `totals` (the data is OrderTotals), `caught-up` ' +
      'and `quarantined`; their id is a position, from which the subscription resumes. Told at least ' +
      'once: totals of a revision that you have may come again.',
    parameters: [
      {
        name: 'after',
        in: 'query',
        required: false,
        description: 'Only what came after this position; all, when there is none.',
        schema: { type: 'string', pattern: '^[0-9]+$' },
      },
      {
        name: 'Last-Event-ID',
        in: 'header',
        required: false,
        description: 'As `after`, which it overrules.',
        schema: { type: 'string', pattern: '^[0-9]+$' },
      },
    ],
    responses: {
      '200': {
        description: 'A stream that ends only when the service does.',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      ...refusalResponses([
        'InvalidDocument',
        'NoValidKey',
        'MissingResource',
        'TooManyRequests',
        'InternalError',
        'Overloaded',
      ]),
    },
  },
};

const dataOf = (message: TotalsMessage): object => {
  const position = message.position?.toString() ?? null;
  switch (message.type) {
    case 'totals':
      return message.totals;
    case 'quarantined':
      return { position, stream: message.stream };
    case 'caught-up':
      return { position };
    default:
      return absurd(message);
  }
};

const eventText = (message: TotalsMessage): string => {
  const id = message.position === undefined ? '' : `id: ${message.position.toString()}\n`;
  return `${id}event: ${message.type}\ndata: ${JSON.stringify(dataOf(message))}\n\n`;
};

const resumeAfter = (request: FastifyRequest): E.Either<InvalidDocument, Position | undefined> => {
  const lastEventId = request.headers['last-event-id'];
  const asked = typeof lastEventId === 'string' ? lastEventId : queryOf(request)('after');
  return asked === undefined ? E.right(undefined) : positionParameter(asked);
};

/** Writes in the reader's own time. Rejects when the reader takes nothing for too long. */
const writer =
  (raw: ServerResponse, stalledMs: number, signal: AbortSignal) =>
  async (text: string): Promise<void> => {
    if (raw.write(text)) return;
    await once(raw, 'drain', { signal: AbortSignal.any([signal, AbortSignal.timeout(stalledMs)]) });
  };

const LAST_WORDS_MS = 1_000;

/** Ends a stream; a reader that does not take the rest in time loses it. */
const end = (raw: ServerResponse): void => {
  const timer = setTimeout(() => raw.destroy(), LAST_WORDS_MS);
  raw.once('close', () => {
    clearTimeout(timer);
  });
  raw.end();
};

/** Tells a subscriber everything until it leaves, stalls, or the service ends. */
const tell = async (
  raw: ServerResponse,
  { store, log }: Ports,
  { heartbeatMs, stalledMs }: Policy,
  after: Position | undefined,
  signal: AbortSignal,
): Promise<void> => {
  const write = writer(raw, stalledMs, signal);
  // A reader that is behind needs no sign of life: what it has not read yet is one.
  const heartbeat = setInterval(() => {
    if (!raw.writableNeedDrain) raw.write(': alive\n\n');
  }, heartbeatMs);
  try {
    await write('retry: 1000\n\n');
    for await (const message of totalsFeed(store, after, signal)) await write(eventText(message));
  } catch (thrown) {
    if (signal.aborted) return;
    log.warn({ err: thrown }, 'a subscription ended early');
    raw.destroy();
  } finally {
    clearInterval(heartbeat);
    end(raw);
  }
};

/**
 * Adds the subscription to totals. Nothing is kept for a slow subscriber but the position where it
 * is; one that stalls is let go, and resumes by itself.
 */
export const addSubscriptions = (
  app: FastifyInstance,
  ports: Ports,
  policy: Policy,
  authenticate: Authenticate,
): void => {
  const refuse = sendRefusal(ports);
  const ending = new AbortController();
  const open = new Set<Promise<void>>();

  const begin = async (reply: FastifyReply, after: Position | undefined): Promise<void> => {
    const { raw } = reply;
    const left = new AbortController();
    const leave = () => {
      left.abort();
    };
    raw.once('close', leave);
    raw.on('error', leave);
    // Who left while the key was judged has closed already.
    if (raw.closed) leave();
    reply.hijack();
    raw.writeHead(200, {
      ...reply.getHeaders(),
      'Content-Type': 'text/event-stream; charset=utf-8',
      'X-Accel-Buffering': 'no',
    } as Record<string, string>);
    ports.metrics.subscribers.inc();
    await tell(raw, ports, policy, after, AbortSignal.any([ending.signal, left.signal]));
    ports.metrics.subscribers.dec();
  };

  app.get(PATH, async (request, reply) => {
    const verdict = await authenticate(request, ['View order']);
    if (E.isLeft(verdict)) return refuse(request, reply, verdict.left);
    const after = resumeAfter(request);
    if (E.isLeft(after)) return refuse(request, reply, after.left);
    const subscription = begin(reply, after.right);
    open.add(subscription);
    void subscription.finally(() => open.delete(subscription));
    return reply;
  });
  app.addHook('preClose', async () => {
    ending.abort();
    await Promise.allSettled(open);
  });
};

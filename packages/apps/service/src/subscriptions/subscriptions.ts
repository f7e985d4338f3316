import { orderStream, type Position, type StreamName } from '@facture/contract';
import { orderIdParameter, positionParameter, type InvalidDocument } from '@facture/vtex';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';

import { queryOf } from '../http/addEndpoint';
import { sendRefusal } from '../http/sendRefusal';
import type { Authenticate } from '../keys/authenticate';
import type { Policy, Ports } from '../ports';
import { BEGINNING, createFanOut, type FanOut } from './fanOut';
import { subscriber, type Subscriber } from './subscriber';
import { SUBSCRIPTION_PATH } from './subscriptionOperation';

/** What somebody subscribes to. */
interface Wanted {
  readonly after: Position;
  /** The stream of one order, or undefined for all of them. */
  readonly stream: StreamName | undefined;
}

const wantedBy = (request: FastifyRequest): E.Either<InvalidDocument, Wanted> => {
  const lastEventId = request.headers['last-event-id'];
  const query = queryOf(request);
  const after = typeof lastEventId === 'string' ? lastEventId : query('after');
  const order = query('order');
  return pipe(
    E.Do,
    E.bind('after', () => (after === undefined ? E.right(BEGINNING) : positionParameter(after))),
    E.bind('stream', () =>
      order === undefined ? E.right(undefined) : pipe(orderIdParameter(order), E.map(orderStream)),
    ),
  );
};

/** Those who are told the same. */
interface Audience {
  readonly fanOut: FanOut;
  readonly subscribers: Set<Subscriber>;
}

/**
 * Adds the subscription to totals. Each part of the history is read and encoded once for all who come
 * to it at about the same time; nothing is kept for a slow subscriber but the position where it is.
 * One that stalls is let go, and resumes by itself.
 */
export const addSubscriptions = (
  app: FastifyInstance,
  ports: Ports,
  { heartbeatMs, stalledMs }: Policy,
  authenticate: Authenticate,
): void => {
  const { store, log, metrics, sleep, random } = ports;
  const refuse = sendRefusal(ports);
  const audiences = new Map<StreamName | undefined, Audience>();
  let isEnding = false;

  const audienceOf = (stream: StreamName | undefined): Audience => {
    const there = audiences.get(stream);
    if (there !== undefined) return there;
    const onFailure = (thrown: unknown) => {
      log.warn({ err: thrown }, 'subscriptions wait for the store');
    };
    const fanOut = createFanOut({ store, stream, sleep, random, onFailure });
    const audience = { fanOut, subscribers: new Set<Subscriber>() };
    audiences.set(stream, audience);
    return audience;
  };

  const begin = (reply: FastifyReply, { after, stream }: Wanted): void => {
    const { raw } = reply;
    reply.hijack();
    // Who left while the key was judged has closed already.
    if (raw.closed) return;
    raw.writeHead(200, {
      ...reply.getHeaders(),
      'Content-Type': 'text/event-stream; charset=utf-8',
      'X-Accel-Buffering': 'no',
    } as Record<string, string>);
    const { fanOut, subscribers } = audienceOf(stream);
    const joined = subscriber(raw, fanOut, after);
    subscribers.add(joined);
    metrics.subscribers.inc();
    raw.on('error', () => raw.destroy());
    raw.once('close', () => {
      subscribers.delete(joined);
      metrics.subscribers.dec();
      if (subscribers.size > 0) return;
      audiences.delete(stream);
      fanOut.close();
    });
    if (isEnding) joined.end();
  };

  app.get(SUBSCRIPTION_PATH, async (request, reply) => {
    const verdict = await authenticate(request, ['View order']);
    if (E.isLeft(verdict)) return refuse(request, reply, verdict.left);
    const wanted = wantedBy(request);
    if (E.isLeft(wanted)) return refuse(request, reply, wanted.left);
    begin(reply, wanted.right);
    return reply;
  });

  const ticking = setInterval(() => {
    for (const { subscribers } of audiences.values())
      for (const each of subscribers)
        if (each.tick(heartbeatMs) > stalledMs) {
          log.warn('a subscriber took nothing for too long');
          each.end();
        }
  }, heartbeatMs);
  ticking.unref();

  app.addHook('preClose', () => {
    isEnding = true;
    clearInterval(ticking);
    for (const { fanOut, subscribers } of audiences.values()) {
      for (const each of subscribers) each.end();
      fanOut.close();
    }
    return Promise.resolve();
  });
};

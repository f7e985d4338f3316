import type { FastifyInstance } from 'fastify';

import type { Ports } from '../ports';
import { carefulHeaders } from './carefulHeaders';
import { REQUEST_ID_HEADER } from './requestId';

/**
 * Names each request to whoever sent it, and keeps browsers careful about the answer. Logs and
 * measures each request: by its route, never by its path, query, headers or body, which may
 * tell of persons or carry tokens.
 */
export const watchRequests = (app: FastifyInstance, { log, metrics }: Ports): void => {
  const headers = { ...carefulHeaders(), 'Cache-Control': 'no-store' };
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers).header(REQUEST_ID_HEADER, request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, id: requestId } = request;
    const { statusCode: status, elapsedTime: durationMs } = reply;
    const route = request.routeOptions.url ?? 'none';
    metrics.requests.observe({ method, route, status }, durationMs / 1_000);
    log.info({ requestId, method, route, status, durationMs: Math.round(durationMs) }, 'answered');
    done();
  });
};

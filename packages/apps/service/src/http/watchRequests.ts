import type { FastifyInstance } from 'fastify';

import type { Ports } from '../ports';
import { REQUEST_ID_HEADER } from './requestId';

/**
 * Logs and measures each request: by its route, never by its path, query, headers or body, which may
 * tell of persons or carry tokens.
 */
export const watchRequests = (app: FastifyInstance, { log, metrics }: Ports): void => {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header(REQUEST_ID_HEADER, request.id);
    void reply.header('Cache-Control', 'no-store');
    return Promise.resolve();
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, id: requestId } = request;
    const { statusCode: status, elapsedTime: durationMs } = reply;
    const route = request.routeOptions.url ?? 'none';
    metrics.requests.observe({ method, route, status }, durationMs / 1_000);
    log.info({ requestId, method, route, status, durationMs: Math.round(durationMs) }, 'answered');
    return Promise.resolve();
  });
};

import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import type { Refusal } from '@facture/vtex';
import fastify, { errorCodes, LogController, type FastifyInstance } from 'fastify';

import { addAuditMetrics } from './audit/auditMetrics';
import { auditRoutes } from './audit/auditRoutes';
import { addEndpoint } from './http/addEndpoint';
import { answerMalformed } from './http/answerMalformed';
import { createAuthenticate } from './keys/authenticate';
import { createCarryOut } from './orders/carryOut';
import { collectRoutes } from './http/collectRoutes';
import { endGently } from './http/endGently';
import type { Endpoint } from './http/endpoint';
import { addOperations } from './openapi/operations';
import { addPage } from './page/addPage';
import type { Policy, Ports } from './ports';
import { requestIdOf } from './http/requestId';
import { lingerAtEnds } from './http/linger';
import { MAX_BODY_BYTES, requestRefusal } from './http/requestRefusal';
import { listOrders } from './routes/listOrders';
import { notifyInvoice } from './routes/notifyInvoice';
import { placeOrder } from './routes/placeOrder';
import { previewInvoice } from './routes/previewInvoice';
import { updateTracking } from './routes/updateTracking';
import { viewHistory } from './routes/viewHistory';
import { viewOrder } from './routes/viewOrder';
import { viewTotals } from './routes/viewTotals';
import { sendRefusal } from './http/sendRefusal';
import { addSubscriptions } from './subscriptions/subscriptions';
import { httpOptions, takeEveryRequest } from './http/takeEveryRequest';
import { watchRequests } from './http/watchRequests';

/** The endpoints that answer once, in the order of the documentation. */
export const createEndpoints = (ports: Ports, policy: Policy): ReadonlyArray<Endpoint> => {
  const carryOut = createCarryOut(ports, policy);
  return [
    placeOrder(ports, carryOut),
    notifyInvoice(ports, carryOut),
    previewInvoice(ports, policy),
    ...updateTracking(ports, carryOut),
    listOrders(ports),
    viewOrder(ports),
    viewTotals(ports),
    viewHistory(ports),
    ...auditRoutes(ports),
  ];
};

// A whole request must be there by then.
const REQUEST_MS = 30_000;

// Longer than any invoice number of 128 characters, percent-encoded.
const MAX_SEGMENT = 4_096;

/**
 * Builds the service over its ports: it listens nowhere yet. Closing it finishes the requests that
 * it has and ends its streams; the store is left to whoever opened it.
 */
export const buildServer = async (ports: Ports, policy: Policy): Promise<FastifyInstance> => {
  const { log, newId } = ports;
  const refuse = sendRefusal(ports);
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    http: httpOptions,
    requestTimeout: REQUEST_MS,
    clientErrorHandler: answerMalformed,
    genReqId: (request) => requestIdOf(request) ?? newId(),
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: MAX_SEGMENT },
    frameworkErrors: (error, request, reply) => {
      void refuse(request, reply, requestRefusal(error));
    },
  }) as unknown as FastifyInstance;

  lingerAtEnds(app.server);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/(?:[\w.!#$&^-]+\+)?json *(?:;|$)/i,
    { parseAs: 'buffer' },
    ({ headers }, body, done) => {
      const encoding = headers['content-encoding'] ?? 'identity';
      if (encoding === 'identity') done(null, body);
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(encoding));
    },
  );
  app.setErrorHandler((thrown, request, reply) => {
    const refusal: Refusal = requestRefusal(thrown);
    if (refusal.type === 'InternalError')
      log.error({ requestId: request.id, err: thrown }, 'unexpected');
    return refuse(request, reply, refusal);
  });
  const methodsOf = collectRoutes(app);
  app.setNotFoundHandler((request, reply) => {
    const { method, url } = request;
    const path = url.split('?')[0] ?? '';
    const allowed = methodsOf(path);
    // A route that takes the method and leads nowhere is one to a file that is gone.
    if (allowed.length === 0 || allowed.includes(method))
      return refuse(request, reply, { type: 'RouteNotFound', method, path });
    void reply.header('Allow', allowed.join(', '));
    return refuse(request, reply, { type: 'MethodNotAllowed', method, path, allowed });
  });

  const isEnding = endGently(app);
  watchRequests(app, ports);
  takeEveryRequest(app, ports);
  await app.register(underPressure, {
    maxEventLoopDelay: policy.maxEventLoopDelayMs,
    retryAfter: 1,
  });
  await app.register(rateLimit, { global: false });

  const authenticate = createAuthenticate(app, ports, policy);
  const endpoints = createEndpoints(ports, policy);
  for (const endpoint of endpoints) addEndpoint(app, ports, policy, authenticate, endpoint);
  addSubscriptions(app, ports, policy, authenticate);
  addAuditMetrics(ports);
  addOperations(app, ports, endpoints, isEnding);
  await addPage(app, ports.pageFolder);
  return app;
};

import { invoiceNumberParameter, orderIdParameter } from '@facture/vtex';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as E from 'fp-ts/Either';

import type { Authenticate } from '../keys/authenticate';
import type { Endpoint } from './endpoint';
import { inTime } from './inTime';
import type { Holder } from '../keys/keyRing';
import type { Policy, Ports } from '../ports';
import { POSITION_HEADER } from './positionHeader';
import { sendRefusal } from './sendRefusal';
import { WARNING_HEADER, warningHeader } from './warningHeader';

/** Writes a path with parameters in braces as the router has it. */
const routerPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** Reads a parameter of a path; where the path has none, nobody looks at what stands for it. */
const parameter = ({ params }: FastifyRequest, name: string): string => {
  const value = (params as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : 'none';
};

/** Reads a parameter of a query. Given twice, it is a text that it cannot be. */
export const queryOf =
  ({ query }: FastifyRequest) =>
  (name: string): string | undefined => {
    const value = (query as Readonly<Record<string, unknown>>)[name];
    return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
  };

const NO_BODY = Buffer.alloc(0);

/** Adds an endpoint: lets its requests in, reads their names, and answers what it answers. */
export const addEndpoint = (
  app: FastifyInstance,
  ports: Ports,
  { answerWithinMs }: Pick<Policy, 'answerWithinMs'>,
  authenticate: Authenticate,
  endpoint: Endpoint,
): void => {
  const { method, path, needs, handle } = endpoint;
  const refuse = sendRefusal(ports);
  const holders = new WeakMap<FastifyRequest, Holder>();

  app.route({
    method,
    url: routerPath(path),
    onRequest: async (request, reply) => {
      const verdict = await authenticate(request, needs);
      if (E.isLeft(verdict)) return refuse(request, reply, verdict.left);
      holders.set(request, verdict.right);
      return undefined;
    },
    handler: async (request, reply) => {
      const holder = holders.get(request);
      if (holder === undefined) return refuse(request, reply, { type: 'NoValidKey' });
      const orderId = orderIdParameter(parameter(request, 'orderId'));
      if (E.isLeft(orderId)) return refuse(request, reply, orderId.left);
      const invoiceNumber = invoiceNumberParameter(parameter(request, 'invoiceNumber'));
      if (E.isLeft(invoiceNumber)) return refuse(request, reply, invoiceNumber.left);
      const answering = handle({
        orderId: orderId.right,
        invoiceNumber: invoiceNumber.right,
        query: queryOf(request),
        body: Buffer.isBuffer(request.body) ? request.body : NO_BODY,
        holder,
        requestId: request.id,
      });
      const answered = await inTime(endpoint, orderId.right, answerWithinMs)(answering)();
      if (E.isLeft(answered)) return refuse(request, reply, answered.left);
      const { body, warnings = [], position } = answered.right;
      if (position !== undefined) void reply.header(POSITION_HEADER, position.toString());
      if (warnings.length > 0) {
        void reply.header(WARNING_HEADER, warningHeader(warnings));
        ports.log.info({ requestId: request.id, warnings: warnings.length }, 'ignored fields');
      }
      return endpoint.answers === 'text'
        ? reply.type('text/plain; charset=utf-8').send(body)
        : reply.type('application/json').send(JSON.stringify(body));
    },
  });
};

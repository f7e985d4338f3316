import { existsSync } from 'node:fs';
import { join } from 'node:path';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';

import { version } from '../version';

/** Where programs find what. */
const pointers = {
  name: 'facture',
  version,
  docs: '/docs',
  openapi: '/openapi.json',
  health: '/health/ready',
};

const NOT_BUILT = `Facture ${version}

The history page is not built here. To build it, in the workspace of Facture:

  pnpm --filter @facture/web build

and start the service again. "pnpm start" does both. All else works without the page: see /docs.
`;

/**
 * What the page may do: run and show what it was built of, and talk to this service. Nothing that is
 * written into it runs, and no form of it is ever sent.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const INDEX = 'index.html';

const YEAR_S = 31_536_000;

/** Whether a request asks for JSON, and not for a page as browsers do. */
const asksForJson = ({ headers }: FastifyRequest): boolean => {
  const accept = headers.accept ?? '';
  return /\bapplication\/(?:[\w.-]+\+)?json\b/i.test(accept) && !/\btext\/html\b/i.test(accept);
};

/**
 * Adds the page of a folder: at `/`, and at the address of each order, which the page itself tells
 * apart. Its other files are named by their content, and are kept by whoever got them.
 */
export const addPage = async (app: FastifyInstance, folder: string | undefined): Promise<void> => {
  if (folder !== undefined)
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      wildcard: false,
      index: false,
      preCompressed: true,
      cacheControl: true,
      maxAge: YEAR_S * 1_000,
      immutable: true,
    });

  const show = (reply: FastifyReply): FastifyReply => {
    void reply.header('Cache-Control', 'no-cache');
    return folder === undefined || !existsSync(join(folder, INDEX))
      ? reply.type('text/plain; charset=utf-8').send(NOT_BUILT)
      : reply
          .header('Content-Security-Policy', CONTENT_SECURITY_POLICY)
          .sendFile(INDEX, folder, { cacheControl: false });
  };
  const method: RouteOptions['method'] = ['GET', 'HEAD'];
  app.route({
    method,
    url: '/',
    handler: (request, reply) => {
      void reply.header('Vary', 'Accept, Accept-Encoding');
      return asksForJson(request) ? reply.send(pointers) : show(reply);
    },
  });
  app.route({ method, url: '/orders/:orderId', handler: (_request, reply) => show(reply) });
};

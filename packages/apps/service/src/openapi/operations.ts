import type { FastifyInstance } from 'fastify';

import { createDocsPage } from './docsPage';
import type { Endpoint } from '../http/endpoint';
import { readiness, type Readiness } from '../http/readiness';
import { openApiDocument, type OtherOperation } from './openapi';
import { pageOperations } from '../page/pageOperations';
import type { Ports } from '../ports';
import { subscriptionOperation } from '../subscriptions/subscriptionOperation';

const answers = (description: string, type: string): object => ({
  '200': { description, content: { [type]: { schema: { type: 'object' } } } },
});

const operation = (
  path: string,
  operationId: string,
  summary: string,
  responses: object,
): OtherOperation => ({ path, operation: { operationId, summary, security: [], responses } });

const text = (description: string, type: string): object => ({
  '200': { description, content: { [type]: { schema: { type: 'string' } } } },
});

/** What operators get, without a key. */
const forOperators: ReadonlyArray<OtherOperation> = [
  operation(
    '/health/live',
    'live',
    'Whether the process runs.',
    answers('It does.', 'application/json'),
  ),
  operation('/health/ready', 'ready', 'Whether requests can be answered.', {
    ...answers('They can.', 'application/json'),
    '503': {
      description:
        'The store is away, the totals are still behind it (`position` of `head`), or the service is ending.',
      content: { 'application/json': { schema: { type: 'object' } } },
    },
  }),
  operation('/metrics', 'metrics', 'Counts for Prometheus.', text('Counts.', 'text/plain')),
  operation(
    '/openapi.json',
    'openapi',
    'This document.',
    answers('OpenAPI 3.1.', 'application/json'),
  ),
  operation('/docs', 'docs', 'This document, to read.', text('A page.', 'text/html')),
];

/** Adds what operators expect: health, metrics and the description of all routes. */
export const addOperations = (
  app: FastifyInstance,
  ports: Ports,
  endpoints: ReadonlyArray<Endpoint>,
  isEnding: () => boolean,
): void => {
  const { metrics, summaries } = ports;
  const document = openApiDocument(endpoints, [
    subscriptionOperation,
    ...pageOperations,
    ...forOperators,
  ]);
  const page = createDocsPage(document);
  // Operators are answered even when clients are turned away.
  const always = { config: { pressureHandler: () => undefined } };

  app.get('/health/live', always, () => ({ status: 'live' }));
  app.get('/health/ready', always, async (_request, reply) => {
    const found: Readiness = isEnding()
      ? { status: 'not ready', reason: 'ending' }
      : await readiness(ports);
    if (found.status === 'not ready') void reply.code(503).header('Retry-After', 1);
    return reply.send(found);
  });
  app.get('/metrics', always, async (_request, reply) => {
    metrics.quarantined.set(summaries.quarantined().length);
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  app.get('/openapi.json', () => document);
  app.get('/docs', (_request, reply) =>
    reply
      .header('Content-Security-Policy', page.contentSecurityPolicy)
      .type('text/html; charset=utf-8')
      .send(page.html),
  );
};

import { errorEnvelope, failureOf, problemDocument, type Refusal } from '@facture/vtex';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Ports } from '../ports';

const PROBLEM = 'application/problem+json';

const wantsProblem = ({ headers }: FastifyRequest): boolean =>
  headers.accept?.toLowerCase().includes(PROBLEM) === true;

/** What only operators are told: it goes to the log, not to the client. */
const reasonOf = (refusal: Refusal): object =>
  'reason' in refusal ? { reason: refusal.reason } : {};

/** Answers why a request is refused, in the platform's form or as a problem document. */
export const sendRefusal =
  ({ metrics, log }: Pick<Ports, 'metrics' | 'log'>) =>
  (request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply => {
    const failure = failureOf(refusal);
    const { status, code, retryAfterMs } = failure;
    metrics.refusals.inc({ code });
    if (status >= 500) log.error({ requestId: request.id, code, ...reasonOf(refusal) }, 'refused');
    if (retryAfterMs !== null)
      void reply.header('Retry-After', Math.max(1, Math.ceil(retryAfterMs / 1_000)));
    void reply.code(status);
    return wantsProblem(request)
      ? reply.type(PROBLEM).send(JSON.stringify(problemDocument(failure)))
      : reply.type('application/json').send(JSON.stringify(errorEnvelope(failure)));
  };

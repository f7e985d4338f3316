import type { FastifyInstance } from 'fastify';

/**
 * Makes a service end as soon as its last answers are given: from then on each answer closes its
 * connection, which a client would otherwise keep for the next request. Answers whether it is ending.
 */
export const endGently = (app: FastifyInstance): (() => boolean) => {
  let ending = false;
  app.addHook('preClose', () => {
    ending = true;
    return Promise.resolve();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (ending) void reply.header('Connection', 'close');
    done(null, payload);
  });
  return () => ending;
};

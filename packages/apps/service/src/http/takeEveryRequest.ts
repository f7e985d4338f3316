import type { FastifyInstance } from 'fastify';

import type { Ports } from '../ports';
import { sendRefusal } from './sendRefusal';

/** Leaves to {@link takeEveryRequest} what Node would refuse without a body. */
export const httpOptions = { requireHostHeader: false } as const;

const isTarget = (url = ''): boolean => /^(?:\/|https?:\/\/)/i.test(url);

/**
 * Takes the requests that Node answers by itself, with nothing to read: those that name no host are
 * refused like others, and an expectation that nobody knows is passed over, as HTTP allows. What asks
 * for no path, such as `*`, is refused too: the router would take it for the root.
 */
export const takeEveryRequest = (
  app: FastifyInstance,
  ports: Pick<Ports, 'metrics' | 'log'>,
): void => {
  const refuse = sendRefusal(ports);
  app.server.on('checkExpectation', (request, response) => {
    app.server.emit('request', request, response);
  });
  app.addHook('onRequest', (request, reply, done) => {
    const { httpVersion, headers, url } = request.raw;
    if ((httpVersion === '1.1' && headers.host === undefined) || !isTarget(url))
      void refuse(request, reply, { type: 'MalformedRequest' });
    else done();
  });
};

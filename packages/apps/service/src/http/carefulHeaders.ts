import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';

import helmet from 'helmet';

/**
 * The headers that keep browsers careful. Helmet works them out for each answer anew; they are the
 * same for all of them, so it is asked once.
 */
export const carefulHeaders = (): OutgoingHttpHeaders => {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // Whether there is TLS is known to whatever stands in front of the service.
    strictTransportSecurity: false,
  });
  setHeaders(request, response, () => undefined);
  return { ...response.getHeaders() };
};

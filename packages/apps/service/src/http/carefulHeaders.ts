import type { IncomingMessage, ServerResponse } from 'node:http';

import helmet from 'helmet';

/**
 * The headers that keep browsers careful. Helmet works them out for each answer anew; they are the
 * same for all of them, so it is asked once.
 */
export const carefulHeaders = (): Readonly<Record<string, string>> => {
  const headers: Record<string, string> = {};
  const response: Pick<ServerResponse, 'removeHeader'> & {
    readonly setHeader: (name: string, value: string) => void;
  } = {
    setHeader: (name, value) => {
      headers[name] = value;
    },
    removeHeader: () => undefined,
  };
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // Whether there is TLS is known to whatever stands in front of the service.
    strictTransportSecurity: false,
  })({} as IncomingMessage, response as unknown as ServerResponse, () => undefined);
  return headers;
};

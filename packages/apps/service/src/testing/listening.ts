import { request, type IncomingMessage } from 'node:http';
import { Agent } from 'node:http';
import { text } from 'node:stream/consumers';

import { credentialsOf, type TestService } from './testService';

/** Sends requests over real sockets, paths exactly as they are. */
export interface SocketClient {
  readonly send: (
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
  readonly end: () => void;
}

/** Makes a client of a service that listens. Connections are kept and shared. */
export const socketClient = (
  url: string,
  headersOfAll: Readonly<Record<string, string>>,
): SocketClient => {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    send: async (method, path, body, headers = {}) => {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const sent = request(
          {
            agent,
            hostname,
            port,
            method,
            path,
            headers: {
              ...headersOfAll,
              ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
              ...headers,
            },
          },
          resolve,
        );
        sent.once('error', reject);
        sent.end(body === undefined ? undefined : JSON.stringify(body));
      });
      const answer = await text(response);
      return { status: response.statusCode ?? 0, body: JSON.parse(answer) as unknown };
    },
    end: () => {
      agent.destroy();
    },
  };
};

/** Lets a service of a test listen on a free port. */
export const listening = async ({ app }: TestService): Promise<string> =>
  app.listen({ host: '127.0.0.1', port: 0 });

/** Makes a client of a service in this process, over real sockets. */
export const socketClientOf = async (service: TestService): Promise<SocketClient> =>
  socketClient(await listening(service), credentialsOf('full'));

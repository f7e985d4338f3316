import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';

import type { Subscription } from './receivers';

const CAUGHT_UP = 'event: caught-up';

/** Reads a subscription until it has caught up, and gives all that came. */
export const readWhole = async ({ url, headers }: Subscription): Promise<Buffer> => {
  const request = get(url, { headers, agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const parts: Array<Buffer> = [];
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    if (part.includes(CAUGHT_UP)) break;
  }
  return Buffer.concat(parts);
};

const BUFFER_BYTES = 256 * 1_024;
const AT_ONCE = 100;

/**
 * Opens so many connections, then sends the request on all of them, and tells how long it takes until
 * each has got so many bytes. The bytes are dropped as they come.
 */
export const receiveBytes = async (
  { url, headers }: Subscription,
  receivers: number,
  bytes: number,
): Promise<{ readonly ms: number }> => {
  const { hostname, port, pathname, host } = new URL(url);
  const lines = Object.entries({ ...headers, Host: host }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const sockets: Array<Socket> = [];
  let complete = 0;
  const all = Promise.withResolvers<undefined>();
  const open = async () => {
    let got = 0;
    const socket = connect({
      host: hostname,
      port: Number(port),
      onread: {
        buffer: Buffer.allocUnsafe(BUFFER_BYTES),
        callback: (count) => {
          const before = got;
          got += count;
          if (before < bytes && got >= bytes) complete += 1;
          if (complete === receivers) all.resolve(undefined);
          return true;
        },
      },
    });
    sockets.push(socket);
    await once(socket, 'connect');
    socket.once('close', () => {
      all.reject(new Error('a connection broke'));
    });
  };
  while (sockets.length < receivers)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, receivers - sockets.length) }, open));

  const startMs = performance.now();
  for (const socket of sockets) socket.write(`GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
  await all.promise;
  const ms = performance.now() - startMs;
  for (const socket of sockets) socket.destroy();
  return { ms };
};

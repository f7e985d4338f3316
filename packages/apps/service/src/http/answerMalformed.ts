import type { Socket } from 'node:net';

import { errorEnvelope, failureOf } from '@facture/vtex';

import { linger } from './linger';

/** Answers what is no HTTP, before there is a request to answer, and hangs up. */
export const answerMalformed = (_error: unknown, socket: Socket): void => {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const failure = failureOf({ type: 'MalformedRequest' });
  const body = JSON.stringify(errorEnvelope(failure));
  socket.write(
    [
      `HTTP/1.1 ${failure.status} Bad Request`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  linger(socket);
};

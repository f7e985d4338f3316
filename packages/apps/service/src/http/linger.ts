import type { Server, Socket } from 'node:net';

/** How much is read of what is no longer wanted, and for how long. */
export interface LingerLimits {
  readonly bytes: number;
  readonly ms: number;
}

const LIMITS: LingerLimits = { bytes: 67_108_864, ms: 5_000 };

/**
 * Ends a connection so that its last answer arrives: sends no more, and goes on reading what the
 * client still sends, as no request, until the client ends it too or a limit is reached. Closed with
 * something unread, the connection would be reset, and the client would lose the answer.
 */
export const linger = (socket: Socket, { bytes, ms }: LingerLimits = LIMITS): void => {
  if (socket.writableEnded) return;
  let left = bytes;
  const timer = setTimeout(() => socket.destroy(), ms);
  socket.once('close', () => {
    clearTimeout(timer);
  });
  socket.removeAllListeners('data').on('data', ({ length }: Buffer) => {
    left -= length;
    if (left < 0) socket.destroy();
  });
  socket.end();
  socket.resume();
};

/** Makes a server linger on each connection that it would close after an answer. */
export const lingerAtEnds = (server: Server): void => {
  server.on('connection', (socket) => {
    socket.destroySoon = () => {
      linger(socket);
    };
  });
};

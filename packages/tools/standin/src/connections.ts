import { randomInt } from 'node:crypto';
import { createServer, type Socket } from 'node:net';

/** The listening socket, and the connections made to it. */
export interface Connections {
  readonly port: number;
  readonly cut: (peer: string) => void;
  readonly close: () => Promise<void>;
}

const peerOf = (socket: Socket): string =>
  `${socket.remoteAddress ?? ''}:${String(socket.remotePort ?? 0)}`;

/** Listens on 127.0.0.1 only and hands each connection on. */
export const listen = (port: number, connect: (socket: Socket) => void): Promise<Connections> =>
  new Promise((resolve, reject) => {
    const sockets = new Map<string, Socket>();
    const server = createServer((socket) => {
      const peer = peerOf(socket);
      sockets.set(peer, socket);
      socket.on('close', () => sockets.delete(peer));
      // A connection that breaks is what this server is made for.
      socket.on('error', () => undefined);
      connect(socket);
    });
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve({
        port,
        cut: (peer) => sockets.get(peer)?.destroy(),
        close: () =>
          new Promise((closed) => {
            server.close(() => {
              closed();
            });
            sockets.forEach((socket) => socket.destroy());
          }),
      });
    });
  });

/** Ports that the system does not give to outgoing connections of its own accord. */
const ports = { from: 20_000, below: 32_000 };

/** Listens on a free port that nobody is likely to take while the server is stopped. */
export const listenSomewhere = async (connect: (socket: Socket) => void): Promise<Connections> => {
  for (;;) {
    try {
      return await listen(randomInt(ports.from, ports.below), connect);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
};

import { createServer, connect, type Server, type Socket } from 'node:net';

/** What passes a gate: what a client asks, or what the server answers. */
export type Passing = 'requests' | 'answers';

/** A way to a server, at which everything goes wrong that can go wrong with a connection. */
export interface Gate {
  readonly port: number;
  /** Cuts all connections. */
  readonly cut: () => void;
  /** Lets requests or answers vanish for so long, and cuts the connections that they vanished from. */
  readonly swallow: (passing: Passing, ms: number) => void;
  /** Cuts all connections when so many bytes of requests have passed from now on. */
  readonly cutAfter: (bytes: number) => void;
  /** Lets nobody through for so long. */
  readonly shutFor: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const HOST = '127.0.0.1';

const listening = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => server.close(() => resolve()));

/** Opens a gate before a server. */
export const openGate = async (to: { host: string; port: number }): Promise<Gate> => {
  const sockets = new Set<Socket>();
  const vanishing = new Set<Passing>();
  let left = Infinity;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };

  const pass = (from: Socket, other: Socket, passing: Passing) => {
    sockets.add(from);
    from.on('data', (bytes: Buffer) => {
      if (vanishing.has(passing)) return;
      if (passing === 'requests') left -= bytes.length;
      if (left >= 0) other.write(bytes);
      else {
        left = Infinity;
        other.write(bytes.subarray(0, bytes.length / 2), cut);
      }
    });
    from.on('close', () => {
      sockets.delete(from);
      other.destroy();
    });
    // A connection that breaks is what the gate is made for.
    from.on('error', () => undefined);
  };
  const open = () =>
    createServer((client) => {
      const server = connect(to);
      pass(client, server, 'requests');
      pass(server, client, 'answers');
    });

  let server = open();
  const port = await listening(server, 0);
  return {
    port,
    cut,
    swallow: (passing, ms) => {
      vanishing.add(passing);
      setTimeout(() => {
        cut();
        vanishing.delete(passing);
      }, ms);
    },
    cutAfter: (bytes) => {
      left = bytes;
    },
    shutFor: async (ms) => {
      const ended = closed(server);
      cut();
      await ended;
      await new Promise((resolve) => setTimeout(resolve, ms));
      server = open();
      await listening(server, port);
    },
    close: async () => {
      const ended = closed(server);
      cut();
      await ended;
    },
  };
};

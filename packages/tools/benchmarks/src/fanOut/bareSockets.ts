import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A server of bare sockets. */
interface BareSockets {
  readonly url: string;
  readonly end: () => Promise<object>;
}

/** Starts a server of bare sockets that answers everything with the bytes of a file. */
export type StartBareSockets = (file: string) => Promise<BareSockets>;

const PIECE_BYTES = 64 * 1_024;
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n';

/** Writes all pieces to a socket as it takes them; the other sockets have their turn in between. */
const writeAll = (socket: Socket, pieces: ReadonlyArray<Buffer>): void => {
  const left = pieces.values();
  const goOn = () => {
    for (const piece of left) if (!socket.write(piece)) return;
  };
  // A piece that all sockets get one after the other stays in the processor's cache.
  socket.on('drain', () => setImmediate(goOn));
  socket.write(HEAD);
  goOn();
};

/** Starts bare sockets in this process. */
export const startBareSocketsHere: StartBareSockets = async (file) => {
  const bytes = readFileSync(file);
  const pieces = Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, index) =>
    bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
  );
  const server = createServer({ noDelay: true }, (socket) => {
    socket.once('data', () => {
      writeAll(socket, pieces);
    });
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port.toString()}/`,
    end: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve({});
        });
      }),
  };
};

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { orderDocument } from '../testing/documents';
import { listening } from '../testing/listening';
import { credentialsOf, startTestService, type TestService } from '../testing/testService';
import { linger, type LingerLimits } from './linger';

const MEBIBYTE = 1_048_576;

/** Resolves when a connection is over, in order or not. */
const closed = async (socket: Socket): Promise<void> => {
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
};

describe('a connection whose sender has more to say than is read', () => {
  let service: TestService;
  let port: number;
  beforeAll(async () => {
    service = await startTestService();
    port = Number(new URL(await listening(service)).port);
  });
  afterAll(() => service.close());

  const opened = async () => {
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    let heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return { socket, heard: () => heard };
  };

  const head = (...headers: ReadonlyArray<string>): string =>
    [
      'POST /api/orders HTTP/1.1',
      'Host: a',
      ...Object.entries(credentialsOf('full')).map(([name, value]) => `${name}: ${value}`),
      'Content-Type: application/json',
      ...headers,
      '',
      '',
    ].join('\r\n');

  /** Sends piece by piece, as fast as they are taken, to the last one or until it cannot; then ends. */
  const sendAll = async (socket: Socket, pieces: Iterable<Buffer | string>): Promise<void> => {
    for (const piece of pieces) {
      if (socket.destroyed) return;
      await new Promise((resolve) => socket.write(piece, resolve));
      await setImmediate();
    }
    socket.end();
  };

  it.each([3, 20])('reads the refusal of %d MiB, however it is framed', async (mebibytes) => {
    const piece = Buffer.alloc(MEBIBYTE / 16, ' ');
    const all = Array.from({ length: mebibytes * 16 }, () => piece);
    const size = piece.length.toString(16);
    for (const pieces of [
      [head(`Content-Length: ${mebibytes * MEBIBYTE}`), ...all],
      [
        head('Transfer-Encoding: chunked'),
        ...all.flatMap((bytes) => [`${size}\r\n`, bytes, '\r\n']),
        '0\r\n\r\n',
      ],
    ]) {
      const { socket, heard } = await opened();
      // It reads only when it has sent all, as many clients do.
      socket.pause();
      await sendAll(socket, pieces);
      socket.resume();
      await closed(socket);
      expect(heard()).toMatch(/^HTTP\/1\.1 413 /);
      expect(heard()).toMatch(/^connection: close$/im);
      expect(heard()).toContain('"code":"BodyTooLarge"');
    }
  });

  it('reads the refusal of what is no HTTP, however long it is', async () => {
    const { socket, heard } = await opened();
    socket.pause();
    await sendAll(
      socket,
      Array.from({ length: 48 }, () => 'x'.repeat(MEBIBYTE / 16)),
    );
    socket.resume();
    await closed(socket);
    expect(heard()).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('is asked nothing more', async () => {
    const { socket, heard } = await opened();
    const order = JSON.stringify(orderDocument('behind'));
    const late = head(`Content-Length: ${Buffer.byteLength(order)}`) + order;
    await sendAll(socket, [head('Content-Length: 1048577'), ' '.repeat(1_048_577), late]);
    await closed(socket);
    expect(heard().match(/^HTTP/gm)).toHaveLength(1);
    expect(await service.countEvents()).toBe(0);
  });
});

describe('lingering', () => {
  const served = async (limits: LingerLimits) => {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => undefined);
      linger(socket, limits);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const socket = connect({
      host: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      allowHalfOpen: true,
    });
    socket.on('error', () => undefined).resume();
    return { server, socket };
  };

  it.each([
    ['so many bytes', { bytes: 100_000, ms: 600_000 }, 1_000],
    ['so much time', { bytes: Number.MAX_SAFE_INTEGER, ms: 200 }, 1],
  ])('ends after %s, whatever is sent', async (_, limits, length) => {
    const { server, socket } = await served(limits);
    const sending = setInterval(() => socket.write(Buffer.alloc(length)), 1);
    await closed(socket);
    clearInterval(sending);
    server.close();
    await once(server, 'close');
  });

  it('ends as soon as the other side does', async () => {
    const { server, socket } = await served({ bytes: 1, ms: 600_000 });
    socket.end();
    await closed(socket);
    server.close();
    await once(server, 'close');
  });
});

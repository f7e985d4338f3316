import {
  createServer,
  request,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What goes wrong with one exchange. */
export type Fault =
  | 'none'
  /** The request never arrives. */
  | 'request lost'
  /** The request is carried out, and its answer is lost. */
  | 'answer lost'
  /** The request is carried out, and only half of its answer arrives. */
  | 'answer cut'
  /** The request is carried out, and nothing is said for ever. */
  | 'silence'
  /** Something before the service answers. */
  | { readonly status: number; readonly headers?: OutgoingHttpHeaders; readonly body?: string }
  /** A stream breaks after so many bytes. */
  | { readonly cutAfterBytes: number }
  /** A stream falls silent after so many bytes. */
  | { readonly silentAfterBytes: number }
  /** Each piece of a stream is sent twice. */
  | 'twice';

/** A proxy that treats each request as it was told, and those after them well. */
export interface FaultyProxy {
  readonly url: string;
  readonly faults: Array<Fault>;
  /** The bodies of all requests, as they came. */
  readonly bodies: Array<string>;
  readonly close: () => Promise<void>;
}

const forward = (target: string, { method, url, headers }: IncomingMessage, body: Buffer) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    request(`${target}${url ?? ''}`, { method, headers, agent: false }, resolve)
      .once('error', reject)
      .end(body);
  });

const hangUp = (response: ServerResponse): void => {
  response.socket?.destroy();
};

/** Passes a stream on until as many bytes have gone through. */
const passOn = (
  upstream: IncomingMessage,
  response: ServerResponse,
  bytes: number,
  then: () => void,
): void => {
  let left = bytes;
  upstream.on('data', (piece: Buffer) => {
    if (left <= 0) return;
    response.write(piece.subarray(0, left), () => {
      if (left <= 0) then();
    });
    left -= piece.length;
  });
};

const relay = async (fault: Fault, upstream: IncomingMessage, response: ServerResponse) => {
  if (fault === 'silence') return;
  if (fault === 'answer lost') {
    await buffer(upstream);
    hangUp(response);
    return;
  }
  response.writeHead(upstream.statusCode ?? 500, upstream.headers);
  if (fault === 'answer cut') {
    const body = await buffer(upstream);
    response.write(body.subarray(0, body.length / 2), () => {
      hangUp(response);
    });
  } else if (fault === 'twice') {
    upstream.on('data', (piece: Buffer) => response.write(Buffer.concat([piece, piece])));
    upstream.once('end', () => response.end());
  } else if (typeof fault === 'object' && 'cutAfterBytes' in fault) {
    passOn(upstream, response, fault.cutAfterBytes, () => {
      hangUp(response);
    });
  } else if (typeof fault === 'object' && 'silentAfterBytes' in fault) {
    passOn(upstream, response, fault.silentAfterBytes, () => undefined);
  } else upstream.pipe(response);
};

/** Starts a proxy in front of a service. */
export const startFaultyProxy = async (target: string): Promise<FaultyProxy> => {
  const faults: Array<Fault> = [];
  const bodies: Array<string> = [];
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = faults.shift() ?? 'none';
    const body = await buffer(incoming);
    bodies.push(body.toString());
    if (fault === 'request lost') {
      hangUp(response);
      return;
    }
    if (typeof fault === 'object' && 'status' in fault) {
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    const upstream = await forward(target, incoming, body);
    response.once('close', () => upstream.destroy());
    upstream.once('error', () => {
      hangUp(response);
    });
    await relay(fault, upstream, response);
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => {
      hangUp(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import type { OpenApiDocument } from './document';
import { fuzz, type FuzzResult, type Target } from './fuzz';
import { KEYS } from './sender';
import type { Written } from './ledger';

const REFUSED = {
  description: '`OrderNotFound`, `MalformedJson`',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorEnvelope' } } },
};

/** A service of one route: it takes orders, and refuses those that it does not like. */
const document: OpenApiDocument = {
  paths: {
    '/api/orders': {
      post: {
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: {
          '200': {
            description: 'Done.',
            content: {
              'application/json': { schema: { type: 'object', required: ['receipt'] } },
            },
          },
          '400': REFUSED,
        },
      },
    },
  },
  components: { schemas: { ErrorEnvelope: { type: 'object', required: ['error'] } } },
};

interface Reply {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const envelope = (code: string) => ({ error: { code, message: '', exception: null } });

const accepted: Reply = { status: 200, body: { receipt: '1' } };
const notFound: Reply = { status: 404, body: envelope('RouteNotFound') };
const malformed: Reply = { status: 400, body: envelope('MalformedJson') };

const right = (isOrders: boolean): Reply => (isOrders ? accepted : notFound);

describe('the oracle', () => {
  const servers: Array<Server> = [];
  const sockets: Array<Socket> = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) server.close();
  });

  /** Fuzzes a server that answers so. */
  const fuzzing = async (
    reply: (isOrders: boolean) => Reply | undefined,
    {
      heap = () => 0,
      left = () => [],
      line = '',
    }: {
      readonly heap?: () => number;
      readonly left?: (requestIds: ReadonlyArray<string>) => ReadonlyArray<Written>;
      readonly line?: string;
    } = {},
  ): Promise<FuzzResult> => {
    const refused: Array<string> = [];
    const answer = (response: ServerResponse, requestId: string, isOrders: boolean): void => {
      const made = reply(isOrders);
      if (made === undefined) return;
      if (made.status !== 200) refused.push(requestId);
      response.writeHead(made.status, {
        'Content-Type': 'application/json',
        'X-Request-Id': requestId,
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'",
        ...made.headers,
      });
      response.end(JSON.stringify(made.body));
    };
    const server = createServer((request, response) => {
      request.resume();
      const path = (request.url ?? '').replace(/^http:\/\/[^/]*/, '').split(/[?#]/)[0];
      const isOrders = request.method === 'POST' && path === '/api/orders';
      answer(response, String(request.headers['x-request-id'] ?? 'none'), isOrders);
    });
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
    servers.push(server);
    server.on('connection', (socket) => sockets.push(socket));
    server.on('clientError', (_error, socket) => {
      const body = JSON.stringify(envelope('MalformedRequest'));
      socket.end(
        `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${String(body.length)}\r\nConnection: close\r\n\r\n${body}`,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const target: Target = {
      port: (server.address() as AddressInfo).port,
      document,
      store: { next: () => Promise.resolve(left(refused)) },
      heapBytes: () => Promise.resolve(heap()),
      onLine: (listener) => {
        listener(line);
      },
      isRunning: () => true,
    };
    return fuzz(target, {
      seed: 5,
      from: 0,
      requests: 100,
      connections: 2,
      answerWithinMs: 300,
    });
  };

  const told = ({ findings }: FuzzResult): ReadonlyArray<string> =>
    findings.map(({ what }) => what);

  it('finds nothing in answers that are as the document says', async () => {
    // Node refuses a request without a host by itself: that is a finding of its own.
    const found = told(await fuzzing(right)).filter((what) => !what.endsWith('type, "": 400 '));
    expect(found).toEqual([]);
  });

  it.each([
    ['a failure of the server', { status: 500, body: envelope('InternalError') }, /failure/],
    ['a status that is not declared', { status: 409, body: envelope('Conflict') }, /not in the/],
    [
      'a success that is not declared',
      { status: 201, body: envelope('RouteNotFound') },
      /not in the document/,
    ],
    ['another shape', { status: 200, body: { reciept: '1' } }, /another shape/],
    ['a code that is not declared', { status: 400, body: envelope('TooDeep') }, /TooDeep/],
    ['a code of another status', { status: 400, body: envelope('OrderNotFound') }, /another one/],
    [
      'another type',
      { ...accepted, headers: { 'Content-Type': 'text/html' } },
      /undeclared type, "text\/html"/,
    ],
    [
      'what browsers may guess',
      { ...accepted, headers: { 'X-Content-Type-Options': 'no' } },
      /guess/,
    ],
  ] as const)('finds %s', async (_, reply, what) => {
    const found = told(await fuzzing((isOrders) => (isOrders ? reply : notFound)));
    expect(found).toContainEqual(expect.stringMatching(what));
  });

  it('finds requests that are never answered, and tells what was sent', async () => {
    const { findings } = await fuzzing((isOrders) => (isOrders ? undefined : notFound));
    const found = findings.find(({ what }) => what.startsWith('the server said nothing more'));
    expect(found).toMatchObject({ round: expect.any(Number), shot: { name: expect.any(String) } });
  });

  it('finds answers that are lost because the connection is closed while the client still sends', async () => {
    const hasty: Reply = { ...notFound, headers: { Connection: 'close' } };
    const { findings } = await fuzzing((isOrders) => (isOrders ? accepted : hasty));
    expect(findings).toContainEqual(
      expect.objectContaining({
        what: 'a request was not answered',
        shot: expect.objectContaining({ name: 'a body far above the limit' }),
      }),
    );
  });

  it('finds events of requests that were refused', async () => {
    const left = (ids: ReadonlyArray<string>) =>
      ids.slice(0, 1).map((requestId) => ({ type: 'OrderPlaced', requestId }));
    const found = told(await fuzzing((isOrders) => (isOrders ? malformed : notFound), { left }));
    expect(found).toContainEqual(expect.stringMatching(/was not accepted and left OrderPlaced/));
  });

  it('finds a heap that grows, and takes one that does not', async () => {
    let bytes = 0;
    const leaking = await fuzzing(right, { heap: () => (bytes += 1_048_576) });
    expect(told(leaking)).toContainEqual(expect.stringMatching(/the heap has grown/));
    expect(leaking.heap.isFlat).toBe(false);
    const flat = await fuzzing(right, { heap: () => 30_000_000 });
    expect(flat.heap).toMatchObject({ grownBytes: 0, isFlat: true });
  });

  it('finds secrets in the log', async () => {
    const found = told(await fuzzing(right, { line: `token ${KEYS.wrong.token}` }));
    expect(found).toContainEqual(expect.stringMatching(/a secret is in the log/));
  });
});

import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { listening } from '../testing/listening';
import { startTestService, type TestService } from '../testing/testService';

describe('a request that Node would answer by itself', () => {
  let service: TestService;
  let port: number;
  beforeAll(async () => {
    service = await startTestService();
    port = Number(new URL(await listening(service)).port);
  });
  afterAll(() => service.close());

  const answerTo = async (head: string): Promise<string> => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.write(`${head.replaceAll('\n', '\r\n')}\r\n\r\n`);
    return text(socket);
  };

  it.each([
    ['names no host', 'GET /health/live HTTP/1.1\nConnection: close'],
    ['asks for no path', 'GET * HTTP/1.1\nHost: a\nConnection: close'],
  ])('is refused like others where it %s', async (_, head) => {
    const answer = await answerTo(head);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"MalformedRequest"');
    expect(answer).toMatch(/^x-content-type-options: nosniff/im);
  });

  it.each([
    ['an expectation that nobody knows', 'Host: a\nExpect: 200-maybe'],
    ['a whole address', 'Host: a'],
  ])('is answered with %s', async (what, headers) => {
    const target = what === 'a whole address' ? 'http://a/health/live' : '/health/live';
    const answer = await answerTo(`GET ${target} HTTP/1.1\n${headers}\nConnection: close`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('{"status":"live"}');
  });

  it('is answered without a host as HTTP/1.0 has it', async () => {
    expect(await answerTo('GET /health/live HTTP/1.0')).toMatch(/^HTTP\/1\.1 200 /);
  });
});

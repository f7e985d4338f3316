import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { refusalIn } from '../testing/client';
import { startTestService, type TestService } from '../testing/testService';

const SCRIPT = 'assets/index-4f5a.js';

describe('the page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'facture-page-'));
  let service: TestService;
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    for (const [file, text] of [
      ['index.html', '<!doctype html><title>Facture</title>'],
      [SCRIPT, 'console.log("Facture")'],
    ] as const) {
      writeFileSync(join(folder, file), text);
      writeFileSync(join(folder, `${file}.br`), brotliCompressSync(text));
      writeFileSync(join(folder, `${file}.gz`), gzipSync(text));
    }
    service = await startTestService({ ports: { pageFolder: folder } });
  });
  afterAll(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });
  const ask = (path: string, accept: string, encoding = 'identity') =>
    service.send('GET', path, {
      as: 'nobody',
      headers: { accept, 'accept-encoding': encoding },
    });

  it.each(['/', '/orders/o-1', '/orders/a%2Fb%20%23', '/?from=elsewhere'])(
    'is at %s, to be asked for again each time',
    async (path) => {
      const { status, text, headers } = await ask(path, 'text/html,*/*;q=0.8');
      expect([status, text]).toEqual([200, '<!doctype html><title>Facture</title>']);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        etag: expect.any(String),
      });
      const again = { accept: 'text/html', 'if-none-match': String(headers['etag']) };
      const { statusCode } = await service.app.inject({ url: path, headers: again });
      expect(statusCode).toBe(304);
    },
  );

  it('is there for whoever takes anything, and JSON for those who ask for it', async () => {
    expect((await ask('/', '*/*')).headers['content-type']).toMatch(/^text\/html/);
    const { body, headers } = await ask('/', 'application/json');
    expect(body).toMatchObject({ name: 'facture', docs: '/docs', openapi: '/openapi.json' });
    expect(headers['vary']).toContain('Accept');
  });

  it('may run and show its own files, talk to its own service, and nothing else', async () => {
    const { headers } = await ask('/', 'text/html');
    expect(String(headers['content-security-policy']).split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'SAMEORIGIN',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('has files that are kept for ever, compressed as the browser takes them', async () => {
    for (const [encoding, told] of [
      ['br, gzip', 'br'],
      ['gzip', 'gzip'],
      ['identity', undefined],
    ] as const) {
      const { statusCode, headers } = await service.app.inject({
        url: `/${SCRIPT}`,
        headers: { 'accept-encoding': encoding },
      });
      expect([statusCode, headers['content-encoding']]).toEqual([200, told]);
      expect(headers).toMatchObject({
        'content-type': expect.stringMatching(/javascript/),
        'cache-control': 'public, max-age=31536000, immutable',
        vary: expect.stringMatching(/accept-encoding/i),
      });
    }
    const { headers } = await ask('/', 'text/html', 'br');
    expect(headers['content-encoding']).toBe('br');
  });

  it('answers HEAD, and no other method', async () => {
    const { statusCode, payload, headers } = await service.app.inject({ method: 'HEAD', url: '/' });
    expect([statusCode, payload, headers['content-type']]).toEqual([
      200,
      '',
      'text/html; charset=utf-8',
    ]);
    for (const path of ['/', '/orders/o-1', `/${SCRIPT}`]) {
      const answer = await service.send('POST', path, { as: 'nobody' });
      expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
      expect(refusalIn(answer).code).toBe('MethodNotAllowed');
    }
  });

  it.each([
    '/assets/missing.js',
    '/assets/',
    '/assets',
    '/assets/..%2findex.html',
    '/index.html',
    '/orders',
    '/orders/a/b',
  ])('is not at %s', async (path) => {
    const answer = await service.send('GET', path, { as: 'nobody' });
    expect(refusalIn(answer)).toMatchObject({ status: 404, code: 'RouteNotFound' });
    expect(answer.headers['content-security-policy']).toBe(
      "default-src 'none';frame-ancestors 'none'",
    );
  });
});

describe('a service without the page', () => {
  it.each(['/', '/orders/o-1'])('tells at %s how to build it', async (path) => {
    const service = await startTestService();
    const { status, text, headers } = await service.send('GET', path, { as: 'nobody' });
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(text).toContain('pnpm --filter @facture/web build');
    expect((await service.send('GET', '/assets/index.js', { as: 'nobody' })).status).toBe(404);
    await service.close();
  });
});

describe('a page whose files vanish', () => {
  const folder = mkdtempSync(join(tmpdir(), 'facture-page-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is told how to build, and its files are nowhere, asked by whichever method it takes', async () => {
    mkdirSync(join(folder, 'assets'));
    for (const file of ['index.html', SCRIPT]) writeFileSync(join(folder, file), 'Facture');
    const service = await startTestService({ ports: { pageFolder: folder } });
    for (const file of ['index.html', SCRIPT]) rmSync(join(folder, file));
    for (const method of ['GET', 'HEAD']) {
      for (const path of ['/', '/orders/o-1']) {
        const { status, headers } = await service.send(method, path, { as: 'nobody' });
        expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
      }
      const { status } = await service.send(method, `/${SCRIPT}`, { as: 'nobody' });
      expect(status).toBe(404);
    }
    const { status, headers } = await service.send('POST', '/', { as: 'nobody' });
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
    await service.close();
  });
});

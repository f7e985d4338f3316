import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { openService, type RunningService } from '@facture/service';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import pino from 'pino';
import { tableUnder } from './tables.ts';

const credentials = { appKey: 'tutorial', token: 'choose-something-long' };
const read = (page: string): string =>
  readFileSync(resolve(__dirname, '../../../../../docs', page), 'utf8');

interface OpenApi {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { summary: string; description?: string }>>>
  >;
}

/** The blocks of the page from the definition of `call` on, each with the answer that follows it. */
const steps = [...read('tutorials/first-order.md').matchAll(/^```(sh|json)\n(.*?)^```$/gms)]
  .map(([, language, code = '']) => ({ language, code }))
  .slice(1);
const [definition, ...blocks] = steps;
const calls = blocks.flatMap(({ language, code }, index) => {
  if (language !== 'sh') return [];
  const answer = blocks[index + 1];
  return [{ code, answer: answer?.language === 'json' ? answer.code : '{}' }];
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) console.warn('There is no curl on this machine: the tutorial is not tried.');
const withCurl = hasCurl ? it : it.skip;

describe('the pages about the service', () => {
  const data = mkdtempSync(join(tmpdir(), 'facture-tutorial-'));
  let service: RunningService;

  beforeAll(async () => {
    const opened = await openService(
      {
        host: '127.0.0.1',
        port: 0,
        data,
        store: 'sqlite',
        rebuild: false,
        seal: false,
        scope: 'seller',
        requestsPerMinute: 0,
        logLevel: 'silent',
        preset: credentials,
      },
      pino({ level: 'silent' }),
    );
    if (E.isLeft(opened)) throw new Error(opened.left.message);
    service = opened.right;
  });

  afterAll(async () => {
    await service.close();
    rmSync(data, { recursive: true });
  });

  withCurl('get from every call of the tutorial the answer it shows', async () => {
    expect(calls.length).toBeGreaterThan(6);
    for (const { code, answer } of calls) {
      const script = `${definition?.code ?? ''}\n${code.replaceAll('http://127.0.0.1:8080', service.url)}`;
      const { stdout } = await promisify(execFile)('sh', ['-c', script], {
        env: {
          PATH: process.env['PATH'],
          FACTURE_APP_KEY: credentials.appKey,
          FACTURE_APP_TOKEN: credentials.token,
        },
      });
      expect(JSON.parse(stdout)).toMatchObject(JSON.parse(answer) as object);
      if (answer === '{}') expect(JSON.parse(stdout)).toHaveProperty('receipt');
    }
  });

  it('have every route with the resource it needs and what it does', async () => {
    const { paths } = (await (await fetch(`${service.url}/openapi.json`)).json()) as OpenApi;
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary, description }]) => [
        `${method.toUpperCase()} ${path}`,
        /^Needs the resource (.*?)\.(?: |$)/.exec(description ?? '')?.[1]?.replaceAll('"', '') ??
          'none',
        summary,
      ]),
    );
    expect(tableUnder(read('reference/routes.md'), 'Table')).toEqual(routes);
  });
});

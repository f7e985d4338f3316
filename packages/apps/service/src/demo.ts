import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as E from 'fp-ts/Either';
import pino from 'pino';

import { APP_KEY_HEADER, APP_TOKEN_HEADER, newCredentials } from './keys/credentials';
import { exampleOrder, exampleRequests, type ExampleRequest } from './openapi/examples';
import { openService, type RunningService } from './openService';

const credentials = newCredentials();

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const send = async (
  { url }: RunningService,
  { method, path, body }: Pick<ExampleRequest, 'method' | 'path' | 'body'>,
): Promise<unknown> => {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      [APP_KEY_HEADER]: credentials.appKey,
      [APP_TOKEN_HEADER]: credentials.token,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
};

const show = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

const takeSteps = async (service: RunningService): Promise<void> => {
  for (const [index, request] of exampleRequests.entries()) {
    const { about, method, path, body } = request;
    say(`\n${index + 1}. ${about}\n\n    ${method} ${path}`);
    if (body !== undefined) say(show(body));
    say(`\n  answers\n\n${show(await send(service, request))}`);
  }
  const { events } = (await send(service, {
    method: 'GET',
    path: `/api/orders/${exampleOrder.orderId}/history`,
  })) as { readonly events: ReadonlyArray<{ readonly readable: { readonly sentence: string } }> };
  say('\nIts history\n');
  for (const { readable } of events) say(`    ${readable.sentence}`);
};

/** Takes the first steps against a service that lives only as long, in a directory of its own. */
const demo = async (): Promise<void> => {
  const data = await mkdtemp(join(tmpdir(), 'facture-demo-'));
  try {
    const service = await openService(
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
    if (E.isLeft(service)) throw new Error(service.left.message);
    say(`Facture listens on ${service.right.url}`);
    try {
      await takeSteps(service.right);
    } finally {
      await service.right.close();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
};

void demo();

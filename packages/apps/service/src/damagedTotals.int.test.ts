import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';
import pino from 'pino';

import { openService, type RunningService } from './openService';
import { readSettings } from './settings';
import { credentials, temporaryDirectory } from './testing/childService';
import { notification, orderDocument } from './testing/documents';

const directory = temporaryDirectory();
const services = new Set<RunningService>();
afterAll(async () => {
  for (const { close } of services) await close();
  directory.remove();
});

let log = '';

const open = async (...more: ReadonlyArray<string>): Promise<RunningService> => {
  const args = ['--data', directory.path, '--port', '0', '--rate-limit', '0', '--no-seal'];
  const settings = readSettings([...args, ...more]);
  if (E.isLeft(settings)) throw new Error(settings.left.message);
  const opened = await openService(
    { ...settings.right, preset: credentials },
    pino({ level: 'fatal' }, { write: (line: string) => (log += line) }),
  );
  if (E.isLeft(opened)) throw new Error(opened.left.message);
  services.add(opened.right);
  return opened.right;
};

const close = async (service: RunningService): Promise<void> => {
  services.delete(service);
  await service.close();
};

const send = async ({ url }: RunningService, path: string, body?: object): Promise<number> => {
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'X-VTEX-API-AppKey': credentials.appKey,
      'X-VTEX-API-AppToken': credentials.token,
      'Content-Type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  await response.text();
  return response.status;
};

describe('a service whose totals are damaged', () => {
  it('takes orders, tells no totals, says what to do, and is healed by that', async () => {
    const before = await open();
    expect(await send(before, '/api/orders', orderDocument('damaged-1'))).toBe(200);
    expect(await send(before, '/api/orders/damaged-1/totals')).toBe(200);
    expect(await send(before, '/api/orders?limit=1')).toBe(200);
    await close(before);

    const database = new DatabaseSync(join(directory.path, 'facture.db'));
    database.exec(`UPDATE read_model_keys SET key = 'other';
      UPDATE read_model_rows SET body = replace(body, '2000', '3000')`);
    database.close();

    const damaged = await open();
    const path = '/api/oms/pvt/orders/damaged-1/invoice';
    expect(await send(damaged, path, notification('N-1'))).toBe(200);
    expect(await send(damaged, '/api/orders/damaged-1/history')).toBe(200);
    expect(await send(damaged, '/api/orders/damaged-1/totals')).toBe(500);
    expect(await send(damaged, '/api/orders?limit=1')).toBe(500);
    await close(damaged);
    expect(log).toContain('the read model order-summary is damaged: rebuild it');

    const healed = await open('--rebuild');
    expect(healed.rebuilt?.events).toBe(2);
    expect(await send(healed, '/api/orders/damaged-1/totals')).toBe(200);
    expect(await send(healed, '/api/orders?invoiceNumber=N-1')).toBe(200);
  });
});

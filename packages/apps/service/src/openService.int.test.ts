import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import {
  credentials,
  endChildren,
  startChildService,
  startProgram,
  temporaryDirectory,
} from './testing/childService';
import { notification, orderDocument } from './testing/documents';
import { openStream } from './testing/eventStream';
import { socketClient } from './testing/listening';

const headers = {
  'X-VTEX-API-AppKey': credentials.appKey,
  'X-VTEX-API-AppToken': credentials.token,
};

describe('the program', () => {
  let directory = temporaryDirectory();
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => {
    directory.remove();
  });
  afterAll(endChildren);

  it('says so when the port is in use, and makes no key', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => {
      blocker.listen(0, '127.0.0.1', resolve);
    });
    const port = (blocker.address() as AddressInfo).port.toString();
    const child = startProgram('main.ts', ['--port', port, '--data', directory.path]);
    expect(await child.ended).toBe(1);
    expect(child.stderr()).toMatch(
      new RegExp(`error: Port ${port} of 127.0.0.1 is in use.*--port or PORT`),
    );
    expect(child.stdout()).toBe('');
    expect(readdirSync(directory.path)).not.toContain('keys.json');
    blocker.close();
  });

  it('says so when the host is none of this machine', async () => {
    const child = startProgram('main.ts', ['--host', '192.0.2.1', '--data', directory.path]);
    expect(await child.ended).toBe(1);
    expect(child.stderr()).toContain('192.0.2.1 is no address of this machine');
    expect(child.stderr()).toContain('--host or HOST');
  });

  it('does not start with keys that it cannot read', async () => {
    writeFileSync(join(directory.path, 'keys.json'), 'torn');
    const child = startProgram('main.ts', ['--port', '0', '--data', directory.path]);
    expect(await child.ended).toBe(1);
    expect(child.stderr()).toMatch(
      /error: The service cannot start: .*keys\.json is no file of keys/,
    );
    expect(child.stdout()).toBe('');
  });

  it('does not go on when it cannot keep the key that it made', async () => {
    const preload = join(directory.path, 'preload.cjs');
    writeFileSync(
      preload,
      "const fs = require('node:fs/promises'); fs.rename = () => Promise.reject(new Error('disk full'));",
    );
    const child = startProgram('main.ts', ['--port', '0', '--data', join(directory.path, 'data')], {
      NODE_OPTIONS: `--require ${preload}`,
    });
    expect(await child.ended).toBe(1);
    expect(child.stderr()).toContain('error: The service cannot start: disk full.');
    expect(child.stdout()).toBe('');
  });

  it.each([
    [['--store', 'postgres://me:secret@host'], '"postgres://me:***@host" is no store'],
    [['--store', 'esdb://me:secret@host?tlsVerifyCert=false'], 'esdb://me:***@host'],
    [['--store', 'kurrentdb://me:secret@host?colour=red'], 'there is no such option'],
    [['--port', 'eighty'], 'Give an integer from 0 to 65535'],
  ])('refuses %j with code 2', async (args, remedy) => {
    const child = startProgram('main.ts', [...args, '--data', directory.path]);
    expect(await child.ended).toBe(2);
    expect(child.stderr()).toContain(args[0]);
    expect(child.stderr()).toContain(remedy);
    expect(child.stderr()).not.toContain('secret');
    expect(child.stdout()).toBe('');
  });

  it('leaves a file that is no database of ours as it is', async () => {
    const file = join(directory.path, 'facture.db');
    writeFileSync(file, 'a letter to a friend, long enough to be no header of a database at all');
    const child = startProgram('main.ts', ['--port', '0', '--data', directory.path]);
    expect(await child.ended).toBe(1);
    expect(child.stderr()).toMatch(/facture\.db is no database of Facture.*--data or FACTURE_DATA/);
    expect(readFileSync(file, 'utf8')).toContain('a letter to a friend');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s finishes what is going on, ends streams, and loses nothing',
    async (signal) => {
      const service = await startChildService(directory.path);
      const client = socketClient(service.url, headers);
      const order = orderDocument('ending-01', {
        lines: [{ id: 'sku-1', quantity: 100_000, price: 1 }],
      });
      await client.send('POST', '/api/orders', order);
      const stream = await openStream(`${service.url}/api/subscriptions/totals`, headers);
      await stream.until((events) => events.some(({ event }) => event === 'caught-up'));

      const acknowledged: Array<string> = [];
      let isEnding = false;
      const run = async (worker: number) => {
        for (let sent = 0; !isEnding; sent++) {
          const number = `E-${worker}-${sent}`;
          const body = notification(number, { items: [], invoiceValue: 1 });
          const answer = await client
            .send('POST', '/api/oms/pvt/orders/ending-01/invoice', body)
            .catch(() => undefined);
          if (answer === undefined) return;
          // Sixteen writers of one order may lose a race, which writes nothing.
          if (answer.status === 200) acknowledged.push(number);
        }
      };
      const running = Promise.all(Array.from({ length: 16 }, (_, worker) => run(worker)));
      while (acknowledged.length < 50) await new Promise((resolve) => setTimeout(resolve, 5));
      const started = Date.now();
      service.process.kill(signal);
      expect(await service.ended).toBe(0);
      expect(Date.now() - started).toBeLessThan(8_000);
      isEnding = true;
      await running;
      await stream.ended;
      client.end();
      // A closed database leaves no log of writes behind.
      expect(readdirSync(directory.path).sort()).toEqual([
        'facture.db',
        'keys.json',
        'log.db',
        'log.db.lock',
        'seal-key',
      ]);

      const again = await startChildService(directory.path);
      const reader = socketClient(again.url, headers);
      const { body } = await reader.send('GET', '/api/orders/ending-01/history');
      const { events } = body as {
        readonly events: ReadonlyArray<{
          readonly readable: { readonly parameters: { readonly invoiceNumber?: string } };
        }>;
      };
      const stored = events.map(({ readable }) => readable.parameters.invoiceNumber);
      expect(stored).toEqual(expect.arrayContaining(acknowledged));
      expect(new Set(stored).size).toBe(stored.length);
      reader.end();
      again.process.kill('SIGTERM');
      await again.ended;
    },
    60_000,
  );

  it('nothing of a token is in the directory, the output or the log', async () => {
    const service = await startChildService(directory.path, ['--log-level', 'trace']);
    const client = socketClient(service.url, headers);
    await client.send('POST', '/api/orders', orderDocument('secret-01'));
    await client.send('POST', '/api/oms/pvt/orders/secret-01/invoice', notification('S1'));
    await client.send('GET', `/api/oms/pvt/orders/secret-01?token=${credentials.token}`);
    await client.send('GET', '/api/orders/secret-01/totals', undefined, {
      'X-VTEX-API-AppToken': `${credentials.token}-wrong`,
    });
    client.end();
    service.process.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    for (const name of readdirSync(directory.path))
      expect([name, readFileSync(join(directory.path, name)).includes(credentials.token)]).toEqual([
        name,
        false,
      ]);
    expect(service.stdout() + service.stderr()).not.toContain(credentials.token);
    expect(service.stderr()).toContain('"status":401');
  });

  it('a made key is printed once, and is in no file and no log', async () => {
    const service = await startChildService(directory.path, [], {});
    const [, token = ''] = /AppToken: (\S{40,})$/m.exec(service.stdout()) ?? [];
    expect(token).not.toBe('');
    service.process.kill('SIGTERM');
    await service.ended;
    expect(service.stderr()).not.toContain(token);
    for (const name of readdirSync(directory.path))
      expect(readFileSync(join(directory.path, name)).includes(token)).toBe(false);
    const again = await startChildService(directory.path, [], {});
    expect(again.stdout()).not.toContain(token);
    expect(again.stdout()).toContain('$FACTURE_APP_TOKEN');
    again.process.kill('SIGTERM');
    await again.ended;
  });
});

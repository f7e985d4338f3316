import { inMemoryReadModel } from '@facture/contract';
import { orderSummaryProjection, totalsOfSummary } from '@facture/projections';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { startProcess } from '../process';
import { newScene, type Scene } from './look';
import { countingLines, reviving } from './reviving';
import type { Cast } from './round';
import { loadService, type ServiceLoad } from './serviceLoad';
import { until } from './until';

const CREDENTIALS = { appKey: 'crash', token: 'a-token-of-the-bench' };
const HEADERS = {
  'X-VTEX-API-AppKey': CREDENTIALS.appKey,
  'X-VTEX-API-AppToken': CREDENTIALS.token,
};
const ALL = 1_000_000;

/** A port that is free now. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

/** The program of the service, beside what the package exports. */
const serviceProgram = (): string => {
  const index = require.resolve('@facture/service');
  return join(dirname(index), index.endsWith('.ts') ? 'main.ts' : 'main.js');
};

const startService = async (data: string, port: number) => {
  const child = startProcess(
    serviceProgram(),
    ['--port', port.toString(), '--data', data, '--log-level', 'error', '--rate-limit', '0'],
    { environment: { FACTURE_APP_KEY: CREDENTIALS.appKey, FACTURE_APP_TOKEN: CREDENTIALS.token } },
  );
  await until(
    () => child.lines.some((line) => line.startsWith('Facture listens')) || !child.isRunning(),
  );
  return child;
};

/** Asks a service for the totals of all orders, which must be those that the events come to. */
const askForTotals = async (url: string, { events }: Scene): Promise<string | undefined> => {
  const fold = inMemoryReadModel(orderSummaryProjection);
  fold.apply(events);
  for (const { row } of fold.rows({ limit: ALL })) {
    const response = await fetch(`${url}/api/orders/${row.orderId}/totals`, { headers: HEADERS });
    const [found, expected] = [await response.text(), JSON.stringify(totalsOfSummary(row))];
    if (!isDeepStrictEqual(JSON.parse(found), JSON.parse(expected)))
      return `the service tells ${found} of ${row.orderId}, not ${expected}`;
  }
  return undefined;
};

/** The service, which seals by itself, its clients, and a subscriber that follows it by its client. */
export const serviceCast = async (directory: string): Promise<Cast> => {
  const scene = newScene(directory);
  const port = await freePort();
  const url = `http://127.0.0.1:${port.toString()}`;
  let load: ServiceLoad | undefined;
  const service = reviving(
    () => startService(scene.data, port),
    () => undefined,
  );
  const subscriber = countingLines(() =>
    startProcess(require.resolve('./clientProcess'), [url, scene.tableFile], {
      environment: { APP_KEY: CREDENTIALS.appKey, APP_TOKEN: CREDENTIALS.token },
    }),
  );
  return {
    scene,
    writer: {
      victim: 'service',
      most: 100,
      done: () => scene.acknowledged.length,
      die: service.die,
      live: async () => {
        const child = await service.live();
        load ??= loadService(url, HEADERS, scene.acknowledged);
        return child;
      },
    },
    others: [{ victim: 'subscriber', most: 100, ...subscriber }],
    rest: async () => load?.stop(),
    ask: async () => load?.trouble() ?? (await askForTotals(url, scene)),
  };
};

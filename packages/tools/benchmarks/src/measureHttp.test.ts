import { describe, expect, it } from '@jest/globals';

import { serviceHere } from './fanOut/fanOutService';
import { startBareRouteHere } from './http/bareRoute';
import { keepConnection } from './http/keptConnection';
import { invoicing } from './http/requests';
import { measureHttp } from './measureHttp';
import { MEASURES, runBenchmarks } from './runBenchmarks';
import { temporaryDirectory } from './temporaryDirectory';
import { expectOnPage } from './testing/expectOnPage';

describe('the benchmark of notifications over HTTP', () => {
  it('compares a service with a bare route', async () => {
    const report = await runBenchmarks(
      { events: 64, rounds: 2, only: ['http'] },
      () => undefined,
      // In this process: others would need a build.
      {
        ...MEASURES,
        http: (bench) =>
          measureHttp(bench, {
            startService: (data) => serviceHere('--no-seal')(data, 0),
            startBareRoute: startBareRouteHere,
          }),
      },
    );
    expect(report.ratios.map(({ name, atLeast }) => `${name} ≥ ${String(atLeast)}`)).toEqual([
      'HTTP notifications, 64 connections ÷ bare fastify route ≥ 0.35',
    ]);
    expect(report.rates.map(({ name, unit }) => `${name}, ${unit}`)).toEqual([
      'bare fastify route, requests',
      'HTTP notifications, 64 connections, requests',
    ]);
    expectOnPage(report);
  });

  it('counts nothing that is refused', async () => {
    const directory = temporaryDirectory('refusing');
    const service = await serviceHere('--no-seal')(directory.path, 0);
    const connection = await keepConnection(service.url);
    const [request] = invoicing('nowhere');
    await expect(connection.ask(request ?? Buffer.alloc(0))).rejects.toThrow('OrderNotFound');
    connection.close();
    await service.end();
    directory.remove();
  });
});

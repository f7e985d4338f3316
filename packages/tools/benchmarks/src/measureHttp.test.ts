import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { serviceHere } from './fanOut/fanOutService';
import { startBareRouteHere } from './http/bareRoute';
import { keepConnection } from './http/keptConnection';
import { invoicing } from './http/requests';
import { measureHttp } from './measureHttp';

const PAGE = join(__dirname, '../../../../docs/reference/performance.md');

describe('the benchmark of notifications over HTTP', () => {
  const directory = mkdtempSync(join(tmpdir(), 'facture-bench-http-'));
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('compares a service with a bare route, by figures that the page explains', async () => {
    const { ratios, rates } = await measureHttp(
      {
        options: { events: 64, rounds: 2, only: ['http'] },
        file: (name) => join(directory, `${name}.db`),
        tell: () => undefined,
      },
      // In this process: others would need a build.
      {
        startService: (data) => serviceHere('--no-seal')(data, 0),
        startBareRoute: startBareRouteHere,
      },
    );
    expect(ratios.map(({ name, atLeast }) => `${name} ≥ ${String(atLeast)}`)).toEqual([
      'HTTP notifications, 64 connections ÷ bare fastify route ≥ 0.35',
    ]);
    expect(rates.map(({ name, unit }) => `${name}, ${unit}`)).toEqual([
      'bare fastify route, requests',
      'HTTP notifications, 64 connections, requests',
    ]);
    for (const { min } of [...ratios, ...rates]) expect(min).toBeGreaterThan(0);
    const cells = readFileSync(PAGE, 'utf8')
      .split('\n')
      .map((line) => line.split('|')[1]?.trim());
    for (const { name } of ratios) expect(cells).toContain(name);
    // A rate stands in the table of a run, and again where it is told what it means.
    for (const { name } of rates) expect(cells.filter((cell) => cell === name)).toHaveLength(2);
  });

  it('counts nothing that is refused', async () => {
    const service = await serviceHere('--no-seal')(join(directory, 'refusing'), 0);
    const connection = await keepConnection(service.url);
    const [request] = invoicing('nowhere');
    await expect(connection.ask(request ?? Buffer.alloc(0))).rejects.toThrow('OrderNotFound');
    connection.close();
    await service.end();
  });
});

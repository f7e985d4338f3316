import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

import { turnSizes } from './appending';
import { tellTurn, type Bench } from './bench';
import { startApart } from './fanOut/apart';
import { rate, ratio, type Figures } from './figures';
import type { Answering } from './http/bareRoute';
import { keepConnection, type KeptConnection } from './http/keptConnection';
import { DOCUMENTS_PER_ORDER, invoicing, placing } from './http/requests';
import { contestant, playRounds, timed } from './rounds';
import { CLIENTS } from './workload';

/** Who takes turns: a service on a directory, and a bare route. */
interface Servers {
  readonly startService: (data: string) => Promise<Answering>;
  readonly startBareRoute: () => Promise<Answering>;
}

const startProcess = async (module: string, ...args: ReadonlyArray<string>): Promise<Answering> => {
  const { ready, end } = await startApart<{ readonly url: string }, object>(module, args);
  return { ...ready, end };
};

// Processes of their own, so that this one does nothing but ask.
const apart: Servers = {
  startService: (data) => startProcess(require.resolve('./http/loggingServiceProcess'), data),
  startBareRoute: () => startProcess(require.resolve('./http/bareRouteProcess')),
};

/** Asks for one thing after the other, and notes how long each took. */
const askAll = async (
  { ask }: KeptConnection,
  requests: ReadonlyArray<Buffer>,
  latenciesMs: Array<number>,
): Promise<void> => {
  for (const request of requests) {
    const start = performance.now();
    await ask(request);
    latenciesMs.push(performance.now() - start);
  }
};

/**
 * Measures notifications over HTTP, each a document that is new to an order of its own turn: to the
 * service, which answers when the event is on the disk, and to a bare fastify route, which parses the
 * same bytes and answers.
 */
export const measureHttp = async (
  bench: Bench,
  { startService, startBareRoute }: Servers = apart,
): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const orders = Math.ceil(turnSizes(events).each / DOCUMENTS_PER_ORDER);
  const data = dirname(bench.file('http/facture'));
  mkdirSync(data);
  const service = await startService(data);
  const bareRoute = await startBareRoute();

  const notified = async (name: string, { url }: Answering, isPlacing: boolean) => {
    const connections = await Promise.all(
      Array.from({ length: CLIENTS }, () => keepConnection(url)),
    );
    let turns = 0;
    const notifying = contestant(name, async () => {
      turns += 1;
      const work = connections.map((connection, client) => {
        const ids = Array.from(
          { length: orders },
          (_, index) => `${turns.toString()}-${client.toString()}-${index.toString()}`,
        );
        return { connection, placings: ids.map(placing), requests: ids.flatMap(invoicing) };
      });
      if (isPlacing)
        await Promise.all(work.map(({ connection, placings }) => askAll(connection, placings, [])));
      const latenciesMs = new Array<number>();
      const turn = await timed(async () => {
        await Promise.all(
          work.map(({ connection, requests }) => askAll(connection, requests, latenciesMs)),
        );
        return latenciesMs.length;
      });
      return { ...turn, latenciesMs };
    });
    return {
      notifying,
      close: () => {
        for (const connection of connections) connection.close();
      },
    };
  };

  const durable = await notified('HTTP notifications, 64 connections', service, true);
  const floor = await notified('bare fastify route', bareRoute, false);
  try {
    await playRounds([floor.notifying, durable.notifying], rounds, tellTurn(bench));
  } finally {
    durable.close();
    floor.close();
    await Promise.all([service.end(), bareRoute.end()]);
  }
  return {
    ratios: [ratio(durable.notifying, floor.notifying, 0.35)],
    rates: [floor, durable].map(({ notifying }) => rate('requests')(notifying)),
    memory: [],
  };
};

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

import { oneByOne, turnSizes } from './appending';
import { tellTurn, type Bench } from './bench';
import { startApart } from './fanOut/apart';
import { rate, ratio, type Figures } from './figures';
import type { Answering } from './http/bareRoute';
import { keepConnection } from './http/keptConnection';
import { DOCUMENTS_PER_ORDER, invoicing, placing } from './http/requests';
import { contestant, playRounds, timed } from './rounds';
import { CLIENTS } from './workload';

/** Who takes turns: a service on a directory, and a bare route. */
interface Servers {
  readonly startService: (data: string) => Promise<Answering>;
  readonly startBareRoute: () => Promise<Answering>;
}

// Processes of their own, so that this one does nothing but ask.
const apart: Servers = {
  startService: (data) => startApart(require.resolve('./http/loggingServiceProcess'), [data]),
  startBareRoute: () => startApart(require.resolve('./http/bareRouteProcess'), []),
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
      const work = connections.map(({ ask }, client) => {
        const ids = Array.from(
          { length: orders },
          (_, index) => `${turns.toString()}-${client.toString()}-${index.toString()}`,
        );
        return { ask, placings: ids.map(placing), requests: ids.flatMap(invoicing) };
      });
      if (isPlacing) await Promise.all(work.map(({ ask, placings }) => oneByOne(placings, ask)));
      const latenciesMs = new Array<number>();
      const turn = await timed(async () => {
        await Promise.all(work.map(({ ask, requests }) => oneByOne(requests, ask, latenciesMs)));
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

import { handleCommand, type RetryPolicy } from '@facture/contract';
import type { InvoiceNumberScope } from '@facture/order';

import type { Backend } from './backends/backend';
import type { Server } from './client';
import { startProcess } from './process';
import type { World } from './world';

const RESTART_MS = 1_000;
const IMPATIENT: RetryPolicy = { attempts: 4, baseMs: 4, maxMs: 100 };

/** Starts processes that answer requests. One that crashes comes back after a while. */
export const startServers = (
  world: World,
  backend: Backend,
  count: number,
  scope: InvoiceNumberScope,
): (() => Server) => {
  const { chance, schedule } = world;
  const servers: Array<Server> = [];
  const start = (place: number, life: number): void => {
    const process = startProcess(world, `s${String(place)}.${String(life)}`);
    const handle = handleCommand({
      store: backend.connect(process),
      scope,
      retry: IMPATIENT,
      sleep: (ms, signal) => process.alive(schedule.sleep(ms, signal)),
      random: chance.fraction,
    });
    servers[place] = { process, handle };
    void process.crashed.then(() => {
      schedule.later(chance.between(0, RESTART_MS), () => {
        start(place, life + 1);
      });
    });
  };
  for (let place = 0; place < count; place++) start(place, 1);
  return () => {
    const server = servers[chance.between(0, servers.length - 1)];
    if (server === undefined) throw new Error('there is no server');
    return server;
  };
};

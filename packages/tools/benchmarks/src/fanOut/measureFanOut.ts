import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { tellFilling, tellTurn, type Bench } from '../bench';
import { fill } from '../dataSet';
import { startApart } from './apart';
import type { StartBareSockets } from './bareSockets';
import { CREDENTIALS, type StartService } from './fanOutService';
import { readWhole, receiveBytes } from './receiveBytes';
import type { Subscription } from './receivers';
import { startServiceApart } from './serviceApart';
import { rate, ratio, type Figures } from '../figures';
import { openStore } from '../openStore';
import { contestant, playRounds } from '../rounds';

/** Who takes turns: a service, and bare sockets. */
interface Servers {
  readonly startService: StartService;
  readonly startBareSockets: StartBareSockets;
}

const apart: Servers = {
  startService: startServiceApart,
  startBareSockets: (file) => startApart(require.resolve('./bareSocketsProcess'), [file]),
};

/** Tells how many subscribers there are, and how many events each gets in a turn. */
const turnSizes = (events: number) => ({
  subscribers: Math.max(8, Math.min(1_000, Math.round(events / 100))),
  told: Math.max(32, Math.min(2_000, Math.round(events / 50))),
});

/**
 * Measures telling a history to many subscribers at once: through the service, which reads, folds and
 * encodes it in each turn, and as bare writes of the same bytes to as many sockets.
 */
export const measureFanOut = async (
  bench: Bench,
  { startService, startBareSockets }: Servers = apart,
): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const { subscribers, told } = turnSizes(events);
  const file = bench.file('fan-out/facture');
  mkdirSync(dirname(file));
  const store = openStore(file);
  await fill(store, told, tellFilling(bench, told));
  await store.close();

  const service = await startService(dirname(file), 0);
  const subscription = { url: `${service.url}/api/subscriptions/totals`, headers: CREDENTIALS };
  const bytes = await readWhole(subscription);
  const stored = bytes.toString().split('event: totals').length - 1;
  writeFileSync(`${file}.bytes`, bytes);
  const sockets = await startBareSockets(`${file}.bytes`);

  const receiving = (name: string, from: Subscription) =>
    contestant(name, async () => ({
      count: stored * subscribers,
      ...(await receiveBytes(from, subscribers, bytes.length)),
    }));
  const fanOut = receiving('fan-out', subscription);
  const floor = receiving('bare socket write', { url: sockets.url, headers: {} });
  try {
    await playRounds([floor, fanOut], rounds, tellTurn(bench));
  } finally {
    await Promise.all([service.end(), sockets.end()]);
  }
  return {
    ratios: [ratio(fanOut, floor, 0.5)],
    rates: [floor, fanOut].map(rate('events × subscribers')),
    memory: [],
  };
};

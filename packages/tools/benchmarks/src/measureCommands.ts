import { handleCommand, type EventStore } from '@facture/contract';
import * as E from 'fp-ts/Either';
import { setTimeout } from 'node:timers/promises';

import { appending, asTheyAre, turnSizes, type Carrying } from './appending';
import { tellTurn, type Bench } from './bench';
import { SEED } from './dataSet';
import { rate, type Figures } from './figures';
import { openStore } from './openStore';
import { playRounds } from './rounds';
import { clientAppends, CLIENTS, filter, SCOPE, type Append } from './workload';

const handling = (store: EventStore): Carrying<Append> => {
  const sleep = (ms: number) => setTimeout(ms);
  const handle = handleCommand({ store, scope: SCOPE, sleep, random: Math.random });
  return asTheyAre(async ({ command }) => {
    const handled = await handle(command)();
    if (E.isLeft(handled)) throw new Error(JSON.stringify(handled.left));
  });
};

/** The placing and invoicing of one client's orders, without the way of the parcels. */
const placingAndInvoicing = (client: number) =>
  filter(clientAppends(SEED, client), ({ command }) => command.type !== 'UpdateTracking');

/**
 * Measures whole commands, each of which reads its order, folds, decides and appends: one client
 * alone, and {@link CLIENTS} at once.
 */
export const measureCommands = async (bench: Bench): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const { alone, each } = turnSizes(events);
  const store = openStore(bench.file('one-client'));
  const shared = openStore(bench.file('many-clients'));
  const everyClient = Array.from({ length: CLIENTS }, (_, client) => placingAndInvoicing(client));
  const contestants = [
    appending('single command', [placingAndInvoicing(0)], alone, handling(store)),
    appending(`${CLIENTS.toString()} concurrent commands`, everyClient, each, handling(shared)),
  ];
  try {
    await playRounds(contestants, rounds, tellTurn(bench));
  } finally {
    await Promise.all([store.close(), shared.close()]);
  }
  return { ratios: [], rates: contestants.map(rate('commands')), memory: [] };
};

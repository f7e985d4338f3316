import { handleCommand, revisionOf, type EventStore } from '@facture/contract';
import * as E from 'fp-ts/Either';
import { setTimeout } from 'node:timers/promises';

import { appending, asTheyAre, turnSizes, type Carrying } from './appending';
import { tellTurn, type Bench } from './bench';
import { SEED } from './dataSet';
import { rate, ratio, type Figures } from './figures';
import { openFloor } from './openFloor';
import { openStore } from './openStore';
import { playRounds } from './rounds';
import { clientAppends, CLIENTS, SCOPE, type Append } from './workload';

const handling = (store: EventStore): Carrying<Append> => {
  const sleep = (ms: number) => setTimeout(ms);
  const handle = handleCommand({ store, scope: SCOPE, sleep, random: Math.random });
  return asTheyAre(async ({ command }) => {
    const handled = await handle(command)();
    if (E.isLeft(handled)) throw new Error(JSON.stringify(handled.left));
  });
};

/** The placing and invoicing of one client's orders, without the way of the parcels. */
function* placingAndInvoicing(client: number): Generator<Append, never> {
  const lengths = new Map<string, number>();
  for (const appends = clientAppends(SEED, client); ;) {
    const append = appends.next().value;
    if (append.command.type === 'UpdateTracking') continue;
    const { stream, events } = append;
    const length = lengths.get(stream) ?? 0;
    lengths.set(stream, length + events.length);
    // What was left out has no revision.
    yield { ...append, expected: revisionOf(length) };
  }
}

/**
 * Measures whole commands, each of which is decided on its order, at hand or read, and appended: one
 * client alone, and {@link CLIENTS} at once; and the floor, which inserts the same rows, a bare
 * transaction for each.
 */
export const measureCommands = async (bench: Bench): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const { alone, each } = turnSizes(events);
  const store = openStore(bench.file('one-client'));
  const shared = openStore(bench.file('many-clients'));
  const everyClient = Array.from({ length: CLIENTS }, (_, client) => placingAndInvoicing(client));
  const floor = await openFloor(bench, 'commands-floor');
  const bare = appending('bare insert, beside commands', [placingAndInvoicing(0)], alone, floor);
  const single = appending('single command', [placingAndInvoicing(0)], alone, handling(store));
  const concurrent = appending(
    `${CLIENTS.toString()} concurrent commands`,
    everyClient,
    each,
    handling(shared),
  );
  const contestants = [bare, single, concurrent];
  try {
    await playRounds(contestants, rounds, tellTurn(bench));
  } finally {
    await Promise.all([store, shared, floor].map((open) => open.close()));
  }
  return {
    ratios: [ratio(concurrent, bare, 5)],
    rates: contestants.map(rate('commands')),
    memory: [],
  };
};

import type { EventStore } from '@facture/contract';
import { openEventStoreDb } from '@facture/eventstoredb';
import * as E from 'fp-ts/Either';
import { randomUUID } from 'node:crypto';

import { appending, asTheyAre, turnSizes } from '../appending';
import { appendTo } from '../appendTo';
import { openBareClient, type BareClient } from './bareClient';
import { tellFilling, tellTurn, type Bench } from '../bench';
import { fill, SEED } from '../dataSet';
import { openServer } from './eventStoreServer';
import { join, rate, ratio, type Figures } from '../figures';
import { contestant, playRounds, timed } from '../rounds';
import { clientAppends, CLIENTS, mixedAppends } from '../workload';

/** The two who do the same in spaces of their own, of which the client by itself takes no claims. */
interface Rivals {
  readonly store: EventStore;
  readonly client: BareClient;
}

const openStore = (connectionString: string, streamPrefix: string): EventStore => {
  const opened = openEventStoreDb({ connectionString, streamPrefix });
  if (E.isLeft(opened)) throw new Error(opened.left.reason);
  const store = opened.right;
  return { ...store, append: (stream, expected, events) => store.append(stream, expected, events) };
};

/** Lets both do something in new spaces, or in the same one, and lets them go. */
const withRivals = async (
  connectionString: string,
  spaces: 'of their own' | 'shared',
  run: (rivals: Rivals) => Promise<Figures>,
): Promise<Figures> => {
  const space = `bench-${randomUUID()}.`;
  const store = openStore(connectionString, space);
  const client = openBareClient(
    connectionString,
    spaces === 'shared' ? space : `bench-${randomUUID()}.`,
  );
  try {
    return await run({ store, client });
  } finally {
    await store.close();
    await client.close();
  }
};

/** Appends at exact revisions, one at a time or by {@link CLIENTS} clients at once. */
const measureAppends =
  (bench: Bench, isAlone: boolean) =>
  async ({ store, client }: Rivals) => {
    const { alone, each } = turnSizes(bench.options.events);
    const writers = () =>
      isAlone
        ? [mixedAppends(SEED)]
        : Array.from({ length: CLIENTS }, (_, number) => clientAppends(SEED, number));
    const size = isAlone ? alone : each;
    const what = isAlone ? 'append' : `${CLIENTS.toString()} concurrent appends`;
    const bare = appending(`${what} by the bare client`, writers(), size, {
      prepare: (appends) => Promise.resolve(appends.map(client.prepare)),
      carry: client.append,
    });
    const adapter = appending(
      `${what} by the adapter`,
      writers(),
      size,
      asTheyAre(appendTo(store)),
    );
    await playRounds([bare, adapter], bench.options.rounds, tellTurn(bench));
    return {
      ratios: [ratio(adapter, bare, 0.95)],
      rates: [bare, adapter].map(rate('appends')),
      memory: [],
    };
  };

/** How many streams are read in a turn, one after the other. */
const STREAMS = 50;

/** How much of what is replayed from a file is read over a network. */
const SHARE = 0.2;

/** Reads one history: all of it in the order of the log, and streams one after the other. */
const measureReadings =
  (bench: Bench) =>
  async ({ store, client }: Rivals) => {
    const { rounds } = bench.options;
    const events = Math.ceil(SHARE * bench.options.events);
    const start = await client.end();
    await fill(store, events, tellFilling(bench, events));
    let after: bigint | undefined;
    const streams = new Set<string>();
    for await (const { position, stream } of store.readAll()) {
      after ??= position - 1n;
      if (streams.add(stream).size >= STREAMS) break;
    }
    const countOf = async (reading: AsyncIterable<unknown>) => {
      let count = 0;
      for await (const event of reading) if (event !== undefined) count += 1;
      return count;
    };
    const byStream = (read: (stream: string) => Promise<number>) => () =>
      timed(async () => {
        let count = 0;
        for (const stream of streams) count += await read(stream);
        return count;
      });
    const bareAll = contestant('readAll by the bare client', () =>
      timed(() => client.readAll(start)),
    );
    const adapterAll = contestant('readAll by the adapter', () =>
      timed(() => countOf(store.readAll({ after }))),
    );
    const bareStreams = contestant('streams read by the bare client', byStream(client.readStream));
    const adapterStreams = contestant(
      'streams read by the adapter',
      byStream((stream) => countOf(store.read(stream))),
    );
    const all = [bareAll, adapterAll, bareStreams, adapterStreams];
    await playRounds(all, rounds, tellTurn(bench));
    return {
      ratios: [ratio(adapterAll, bareAll, 0.9), ratio(adapterStreams, bareStreams, 0.9)],
      rates: all.map(rate('events')),
      memory: [],
    };
  };

/** Rounds over a network are so many times more and shorter: what disturbs them comes and goes. */
const FINER = 8;

const finer = (bench: Bench): Bench => ({
  ...bench,
  options: {
    ...bench.options,
    events: bench.options.events / FINER,
    rounds: bench.options.rounds * FINER,
  },
});

/**
 * Measures appends and readings through the adapter for EventStoreDB beside its client doing the same,
 * on the server that is given or a stand-in.
 */
export const measureEventStoreDb = async (bench: Bench, open = openServer): Promise<Figures> => {
  const { connectionString, stop } = await open(bench.options.server);
  const fine = finer(bench);
  try {
    const readings = await withRivals(connectionString, 'shared', measureReadings(fine));
    const single = await withRivals(connectionString, 'of their own', measureAppends(fine, true));
    const many = await withRivals(connectionString, 'of their own', measureAppends(fine, false));
    return [single, many, readings].reduce(join);
  } finally {
    await stop();
  }
};

import type { Partition } from '@facture/contract';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { tellFilling, tellTurn, type Bench } from '../bench';
import { fill } from '../dataSet';
import { rate, ratio, type Figures } from '../figures';
import { openStore } from '../openStore';
import { contestant, playRounds, timed, type Turn } from '../rounds';

/** A consumer of one partition, which is ready. */
interface Consumer {
  /** Follows all events to their end. */
  readonly follow: () => Promise<void>;
}

/** Starts a consumer of one partition of the events of a file. */
type StartConsumer = (file: string, models: string, partition: Partition) => Promise<Consumer>;

/** Starts a consumer in a process of its own, which says when it is ready, and when it has caught up. */
const inProcess: StartConsumer = async (file, models, { index, of }) => {
  const child = spawn(
    process.execPath,
    [require.resolve('./partitionProcess'), file, models, String(index), String(of)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  const line = async (): Promise<string> => {
    const { done, value } = await lines.next();
    if (done === true) throw new Error(`partition ${String(index)} of ${String(of)} ended`);
    return value;
  };
  await line();
  return {
    follow: async (): Promise<void> => {
      child.stdin.end('go\n');
      await line();
      await ended;
    },
  };
};

/**
 * Measures how long it takes until all events are in read models that are shared out between so many
 * processes, each of which follows the same events into a file of its own.
 */
export const measurePartitions = async (
  bench: Bench,
  startConsumer: StartConsumer = inProcess,
): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const file = bench.file('partitions');
  const store = openStore(file);
  await fill(store, events, tellFilling(bench, events));
  await store.close();

  let runs = 0;
  const turn = async (of: number): Promise<Turn> => {
    runs += 1;
    const consumers = await Promise.all(
      Array.from({ length: of }, (_, index) =>
        startConsumer(file, bench.file(`partition-${String(runs)}-${String(index)}`), {
          index,
          of,
        }),
      ),
    );
    return timed(async () => {
      await Promise.all(consumers.map(({ follow }) => follow()));
      return events;
    });
  };
  const [one, two, four] = [
    contestant('1 partition', () => turn(1)),
    contestant('2 partitions', () => turn(2)),
    contestant('4 partitions', () => turn(4)),
  ];
  await playRounds([one, two, four], rounds, tellTurn(bench));
  return {
    ratios: [ratio(two, one), ratio(four, one)],
    rates: [one, two, four].map(rate('events')),
    memory: [],
  };
};

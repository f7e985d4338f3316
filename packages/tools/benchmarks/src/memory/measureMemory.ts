import { fork } from 'node:child_process';
import { once } from 'node:events';

import { tellFilling, type Bench } from '../bench';
import { fill } from '../dataSet';
import type { Figures } from '../figures';
import { openStore } from '../openStore';
import type { ReplayMemory } from './replayMemory';

/** How many times more events are replayed for memory than in each round for time. */
const MEMORY_FACTOR = 10;

// By itself Node lets garbage pile up, which is nearly all there is here. Clearing it sooner takes no
// longer.
const HEAP = ['--max-semi-space-size=8', '--max-old-space-size=64'];

/** Replays a file in a process of its own. */
const replayApart = async (file: string): Promise<ReplayMemory> => {
  const child = fork(require.resolve('./replayProcess'), [file], { execArgv: HEAP });
  const [told] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [
    ReplayMemory | number,
  ];
  if (typeof told === 'number')
    throw new Error(`replaying ended with exit code ${told.toString()}`);
  return told;
};

/** Measures the memory that replaying a long history takes at its peak. */
export const measureMemory = async (
  bench: Bench,
  replay: (file: string) => Promise<ReplayMemory> = replayApart,
): Promise<Figures> => {
  const events = MEMORY_FACTOR * bench.options.events;
  const file = bench.file('history');
  const store = openStore(file);
  await fill(store, events, tellFilling(bench, events));
  await store.close();
  bench.tell(`replaying ${events.toString()} events in a process of its own`);
  const memory = await replay(file);
  return {
    ratios: [],
    rates: [],
    memory: [{ ...memory, belowMiB: 128 }],
  };
};

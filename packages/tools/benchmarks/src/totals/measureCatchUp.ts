import { tellFilling, tellTurn, type Bench } from '../bench';
import { catchUpWith } from './catchUpWith';
import { fill } from '../dataSet';
import { rate, ratio, type Figures } from '../figures';
import { openStore } from '../openStore';
import { replayStore } from '../replay';
import { contestant, playRounds, timed } from '../rounds';

/** Measures filling a new read model with all totals, beside replaying the same events. */
export const measureCatchUp = async (bench: Bench): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const store = openStore(bench.file('catch-up'));
  await fill(store, events, tellFilling(bench, events));
  let turns = 0;
  const catching = contestant('projection catch-up', () => {
    const models = bench.file(`models-${String((turns += 1))}`);
    return timed(async () => {
      await catchUpWith(store, models);
      return events;
    });
  });
  const replay = contestant('validated replay beside it', () => timed(() => replayStore(store)));
  try {
    await playRounds([replay, catching], rounds, tellTurn(bench));
  } finally {
    await store.close();
  }
  return {
    ratios: [ratio(catching, replay, 0.5)],
    rates: [replay, catching].map(rate('events')),
    memory: [],
  };
};

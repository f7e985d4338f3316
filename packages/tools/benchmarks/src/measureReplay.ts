import { openBareSqlite } from './bareSqlite';
import { tellFilling, tellTurn, type Bench } from './bench';
import { fill } from './dataSet';
import { rate, ratio, type Figures } from './figures';
import { openStore } from './openStore';
import { replayStore } from './replay';
import { contestant, playRounds, timed } from './rounds';

/**
 * Measures reading a history: through the port with codec and fold, through the port alone, and the
 * floors, which iterate over the same rows and parse their data, or only parse it.
 */
export const measureReplay = async (bench: Bench): Promise<Figures> => {
  const { rounds, events } = bench.options;
  const file = bench.file('replay');
  const store = openStore(file);
  await fill(store, events, tellFilling(bench, events));
  const bare = openBareSqlite(file);

  const validated = contestant('validated replay', () => timed(() => replayStore(store)));
  const read = contestant('reading through the port', () =>
    timed(async () => {
      let count = 0;
      for await (const { data } of store.readAll()) if (data !== '') count += 1;
      return count;
    }),
  );
  const floor = contestant('node:sqlite iterate + JSON.parse', () => timed(bare.parseRows));
  const parse = contestant('JSON.parse alone', () => {
    const texts = bare.texts();
    return timed(() => {
      for (const text of texts) JSON.parse(text);
      return texts.length;
    });
  });
  try {
    await playRounds([floor, validated, parse, read], rounds, tellTurn(bench));
  } finally {
    await store.close();
    bare.close();
  }
  return {
    ratios: [ratio(validated, floor, 0.8), ratio(validated, parse), ratio(floor, parse)],
    rates: [floor, validated, parse, read].map(rate('events')),
    memory: [],
  };
};
